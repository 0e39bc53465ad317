namespace FunctionalGrad;

/// <summary>Which nodes of a tape depend on given ones: only these take part in a derivative.</summary>
internal static class Reach
{
    public static bool[] From(Tape tape, IReadOnlySet<int> sources)
    {
        var reached = new bool[tape.Nodes.Count];
        for (int position = 0; position < reached.Length; position++)
        {
            bool depends = sources.Contains(position);
            foreach (int input in tape.InputsOf(position))
                depends |= reached[input];
            reached[position] = depends;
        }
        return reached;
    }
}
