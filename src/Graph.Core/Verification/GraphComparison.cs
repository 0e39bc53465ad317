namespace FunctionalGrad;

/// <summary>A graph, its Jacobian and their comparison.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="Function">The graph with what is constant by decree held.</param>
/// <param name="Gradient">The Jacobian's rows, one array for each input.</param>
/// <param name="Connected">Whether anything flows back into each input.</param>
internal sealed record GraphComparison(
    JacobianComparison Comparison,
    GraphFunction Function,
    IReadOnlyList<Expr> Gradient,
    bool[] Connected
)
{
    /// <summary>Compares what reverse mode makes of a graph, row by row.</summary>
    /// <param name="output">The graph.</param>
    /// <param name="inputs">What moves.</param>
    /// <param name="at">Where.</param>
    /// <param name="options">How strict to be.</param>
    /// <param name="held">Whether what is constant by decree is held; not in a gradient, where a rule has no right to decree.</param>
    /// <param name="hasRules">Whether rules are to be asked where differences see nothing.</param>
    public static GraphComparison Of(
        Expr output,
        IReadOnlyList<Expr> inputs,
        IReadOnlyList<Binding<double>> at,
        GradientCheckOptions options,
        bool held = true,
        bool hasRules = false
    )
    {
        var connected = new bool[inputs.Count];
        var rows = new List<Expr>();
        foreach (var unit in Units(output.Shape))
        {
            var pulled = ReverseMode.Pull([output], [unit], inputs);
            for (int i = 0; i < pulled.Length; i++)
            {
                connected[i] |= pulled[i] is not null;
                rows.Add(pulled[i] ?? Expr.Zeros(inputs[i].Shape));
            }
        }
        return Of(output, inputs, rows, connected, at, options, held, hasRules);
    }

    /// <summary>Compares the given rows.</summary>
    public static GraphComparison Of(
        Expr output,
        IReadOnlyList<Expr> inputs,
        IReadOnlyList<Expr> rows,
        bool[] connected,
        IReadOnlyList<Binding<double>> at,
        GradientCheckOptions options,
        bool held = true,
        bool hasRules = false
    )
    {
        var function = new GraphFunction(
            held ? Held.At([output], at) : [output],
            inputs,
            at,
            options.Cancellation
        );
        var gradient = new GraphFunction(rows, inputs, at, options.Cancellation);
        var differences = new Differences(
            function.At,
            function.Point,
            knowsBranches: true,
            noise: direction => RoundingNoise.Of(function, options.Seed, direction)
        );
        return new(
            new(
                differences,
                point => Rows(gradient.At(point).Values, function.Point.Length),
                () => RoundingNoise.Of(gradient, options.Seed),
                () => Extremes.Of(function, gradient),
                function.Reach,
                options,
                hasRules
            ),
            function,
            rows,
            connected
        );
    }

    private static IEnumerable<Expr> Units(Shape shape) =>
        Enumerable
            .Range(0, shape.Size)
            .Select(element =>
                Expr.Constant(NDArray<double>.Create(shape, unit => unit[element] = 1))
            );

    private static double[][] Rows(double[] elements, int length) =>
        length == 0 ? [] : [.. elements.Chunk(length)];
}
