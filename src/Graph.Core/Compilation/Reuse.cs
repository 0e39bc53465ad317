using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Values of graphs that may be evaluated once or often: interpreted the first time, by a program from then on.</summary>
/// <remarks>What is remembered of a graph lives as long as the graph.</remarks>
internal static class Reuse
{
    private static readonly ConditionalWeakTable<Expr, Seen> All = [];

    public static IReadOnlyList<NDArray<T>> Values<T>(
        IReadOnlyList<Expr> outputs,
        IEnumerable<Binding<T>> bindings
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Count > 0 && !Compile.IsOff)
        {
            if (!All.TryGetValue(outputs[0], out var seen) || !seen.Are(outputs))
                All.AddOrUpdate(outputs[0], new Seen([.. outputs]));
            else if (seen.Program is { } program)
                return program.Run(bindings);
        }
        return Evaluate.Values(Tape.Of(outputs), bindings);
    }

    private sealed class Seen(Expr[] outputs)
    {
        private readonly Lazy<CompiledProgram?> program = new(() => MadeOf(outputs));

        /// <summary>The program; null where there is not the memory for one, so that the graph is interpreted again.</summary>
        public CompiledProgram? Program => program.Value;

        private static CompiledProgram? MadeOf(Expr[] outputs)
        {
            try
            {
                return Compile.Of(outputs);
            }
            catch (InsufficientMemoryException)
            {
                return null;
            }
        }

        public bool Are(IReadOnlyList<Expr> others)
        {
            bool same = others.Count == outputs.Length;
            for (int i = 0; same && i < outputs.Length; i++)
                same = ReferenceEquals(others[i], outputs[i]);
            return same;
        }
    }
}
