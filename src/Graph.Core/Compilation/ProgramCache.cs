namespace FunctionalGrad;

/// <summary>The programs made last, as long as they are in use, by the graphs they were made of.</summary>
/// <remarks>A graph is the same when its nodes are, in structure, constants, shapes and modules, which messages name.</remarks>
internal static class ProgramCache
{
    private const int Most = 64;

    private static readonly Lock Gate = new();
    private static readonly List<(int Hash, WeakReference<CompiledProgram> Program)> Known = [];

    /// <summary>The program made of an equal graph, or a new one.</summary>
    public static CompiledProgram Of(Expr[] outputs, Tape tape)
    {
        int hash = tape.HashWithModules();
        if (Find(hash, tape) is { } known)
            return known;
        var made = new CompiledProgram(outputs, tape);
        lock (Gate)
        {
            Known.RemoveAll(entry => !entry.Program.TryGetTarget(out _));
            if (Known.Count == Most)
                Known.RemoveAt(0);
            Known.Add((hash, new(made)));
        }
        return made;
    }

    private static CompiledProgram? Find(int hash, Tape tape)
    {
        CompiledProgram[] candidates;
        lock (Gate)
            candidates =
            [
                .. Known
                    .Where(entry => entry.Hash == hash)
                    .Select(entry => entry.Program.TryGetTarget(out var program) ? program : null)
                    .OfType<CompiledProgram>(),
            ];
        // Two graphs may have one hash: only the comparison decides.
        return Array.Find(candidates, program => program.Graph.IsSameWithModules(tape));
    }
}
