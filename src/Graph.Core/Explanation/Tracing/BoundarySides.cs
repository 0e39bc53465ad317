namespace FunctionalGrad;

/// <summary>What a condition or a step that lies on its boundary does to the output: its value, and all gradients, with the gate held as it is here, above the boundary and below it.</summary>
internal sealed class BoundarySides(
    Tape tape,
    BackwardWalk walk,
    NDArray<double> seed,
    IReadOnlyDictionary<Expr, NDArray<double>> values,
    IReadOnlyList<Binding<double>> at
)
{
    private const int MostApart = 16;

    private readonly Expr[] watched =
    [
        tape.Nodes[tape.Outputs[0]],
        .. Enumerable
            .Range(0, tape.Nodes.Count)
            .Where(position => tape.Nodes[position] is Input)
            .Select(position => walk.Gradients[position])
            .OfType<Expr>(),
    ];

    /// <summary>The elements beside which the output's value jumps, and those beside which only its slope does.</summary>
    /// <param name="position">The gate.</param>
    /// <param name="met">Its elements that lie on a boundary.</param>
    /// <param name="onlyBetween">Whether a value that is alike on both sides, and other in the middle, is no jump.</param>
    public (IReadOnlyList<int> Jumps, IReadOnlyList<int> Bends) Of(
        int position,
        IReadOnlyList<int> met,
        bool onlyBetween
    )
    {
        var gate = (Apply)tape.Nodes[position];
        NDArray<double>[] inputs =
        [
            .. tape.InputsOf(position).ToArray().Select(input => values[tape.Nodes[input]]),
        ];
        NDArray<double>[] sides =
        [
            .. new[] { 1, -1 }.Select(sign =>
                gate.Primitive.Kernel.Run<double>(gate, Kinks.Moved(gate, inputs, sign))
            ),
        ];
        var jumps = new List<int>();
        var bends = new List<int>();
        // Of many only all together are tried, since each takes two runs.
        int[][] parts =
            met.Count <= MostApart
                ? [.. met.Select(i => new[] { i })]
                :
                [
                    [.. met],
                ];
        var here = Seen([]);
        foreach (int[] part in parts)
        {
            var there = Array.ConvertAll(sides, side => Seen([(gate, Held(gate, side, part))]));
            if (onlyBetween && Same(there[0][0], there[1][0]))
                continue;
            if (there.Any(each => !Same(each[0], here[0])))
                jumps.AddRange(part);
            else if (there.Any(each => !each.Zip(here).All(pair => Same(pair.First, pair.Second))))
                bends.AddRange(part);
        }
        return (jumps, bends);
    }

    private Expr Held(Apply gate, NDArray<double> side, int[] elements) =>
        Expr.Constant(
            NDArray<double>.Create(
                gate.Shape,
                y =>
                {
                    values[gate].Span.CopyTo(y);
                    foreach (int i in elements)
                        y[i] = side.Span[i];
                }
            )
        );

    private double[][] Seen(IReadOnlyList<(Expr From, Expr To)> held)
    {
        var found = Evaluate.Values(Substitute.In(watched, held), at);
        return
        [
            .. found.Select(
                (value, i) =>
                    i > 0
                        ? value.ToArray()
                        :
                        [
                            .. value
                                .ToArray()
                                .Zip(seed.ToArray(), (x, weight) => weight == 0 ? 0 : weight * x),
                        ]
            ),
        ];
    }

    private static bool Same(double[] a, double[] b) =>
        a.Zip(b).All(pair => pair.First.Equals(pair.Second) || Kinks.Same(pair.First, pair.Second));
}
