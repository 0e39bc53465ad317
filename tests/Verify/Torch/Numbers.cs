namespace FunctionalGrad.Checking.Torch;

/// <summary>The value of every node of a graph at its point.</summary>
internal static class Numbers
{
    /// <summary>How many trials there are.</summary>
    public const int Trials = 4;

    // 4 units in the last place.
    private const double Size = 4 * 2.220446049250313e-16;

    public static IReadOnlyList<NDArray<double>> OfAll(Tape tape, Sample sample) =>
        Evaluate.Values(Tape.Of(tape.Nodes), sample.Bindings);

    /// <summary>The value of every node when each is off by a few units in its last place, each element by its own.</summary>
    /// <remarks>
    /// Equal numbers are moved alike among the first nodes, so that ties stay ties; whole numbers stay, for conditions, indices
    /// and exact zeros have no rounding error. What moves much under this is not determined by double arithmetic.
    /// </remarks>
    /// <param name="tape">The graph.</param>
    /// <param name="sample">The point.</param>
    /// <param name="alike">How many nodes are first: those of the value, among which ties are decided.</param>
    /// <param name="trial">Another trial moves by other amounts.</param>
    public static IReadOnlyList<NDArray<double>> Jittered(
        Tape tape,
        Sample sample,
        int alike,
        int trial
    )
    {
        var bound = sample.Bindings.ToDictionary(pair => pair.Name, pair => pair.Value);
        var values = new NDArray<double>[tape.Nodes.Count];
        for (int position = 0; position < values.Length; position++)
            values[position] = tape.Nodes[position] switch
            {
                Input input => bound[input.Name],
                Constant leaf => leaf.Value,
                Apply apply => Moved(
                    Applied(apply, tape.InputsOf(position), values),
                    trial + (position < alike ? 0 : Trials * position)
                ),
                var node => throw new InvalidOperationException($"{node} is no node of a graph."),
            };
        return values;
    }

    /// <summary>Which branch each element of each node with branches lies on.</summary>
    public static IEnumerable<int[]> Branches(Tape tape, IReadOnlyList<NDArray<double>> values)
    {
        for (int position = 0; position < values.Count; position++)
            if (tape.Nodes[position] is Apply { Primitive.Branch: { } signature } node)
            {
                var branch = new int[node.Shape.Size];
                signature(new(Operands(tape.InputsOf(position), values), node), branch);
                yield return branch;
            }
    }

    public static NDArray<double>[] Operands(
        ReadOnlySpan<int> inputs,
        IReadOnlyList<NDArray<double>> values
    ) => Array.ConvertAll(inputs.ToArray(), input => values[input]);

    private static NDArray<double> Applied(
        Apply apply,
        ReadOnlySpan<int> inputs,
        NDArray<double>[] values
    ) =>
        Evaluate.Value(
            apply.Primitive.Apply(
                apply.Attributes,
                Array.ConvertAll(Operands(inputs, values), value => (Expr)Expr.Constant(value))
            )
        );

    private static NDArray<double> Moved(NDArray<double> value, int seed) =>
        NDArray<double>.Of(value.Shape, Array.ConvertAll(value.ToArray(), x => Moved(x, seed)));

    private static double Moved(double x, int seed)
    {
        if (!double.IsFinite(x) || x == Math.Floor(x))
            return x;
        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        ulong z = unchecked((bits ^ ((ulong)seed << 52)) * 0x9e3779b97f4a7c15 + (ulong)seed);
        z = unchecked((z ^ (z >> 32)) * 0xbf58476d1ce4e5b9);
        return x * (1 + Size * ((z >> 11) / (double)(1UL << 52) - 1));
    }
}
