namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The lecture's graphs at the lecture's points, traced.</summary>
internal static class LectureTraces
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr Z = Input("z");
    private static readonly Expr W = Input("w");

    public static BackwardTrace FirstCircuit { get; } =
        Explain.Of((X + Y) * Z, (X, -2), (Y, 5), (Z, -4));

    /// <summary>2 (x y + max(z, w)).</summary>
    public static BackwardTrace Gates { get; } =
        Explain.Of(2 * (X * Y + Max(Z, W)), (X, 3), (Y, -4), (Z, 2), (W, -1));

    /// <summary>p = q x with q = x + y: x is used twice.</summary>
    public static BackwardTrace Copy { get; } = Explain.Of((X + Y) * X, (X, 2), (Y, 3));

    /// <summary>The sigmoid neuron, written out as 1 / (1 + e^-d).</summary>
    public static BackwardTrace Neuron(bool fused)
    {
        Expr w0 = Input("w0"),
            w1 = Input("w1"),
            w2 = Input("w2"),
            x0 = Input("x0"),
            x1 = Input("x1");
        var dot = w0 * x0 + w1 * x1 + w2;
        var f = fused ? Sigmoid(dot) : 1 / (1 + Exp(-dot));
        return Explain.Of(f, (w0, 2), (x0, -1), (w1, -3), (x1, -2), (w2, -3));
    }

    /// <summary>(x + sigmoid y) / (sigmoid x + (x + y)^2).</summary>
    public static BackwardTrace Staged { get; } =
        Explain.Of((X + Sigmoid(Y)) / (Sigmoid(X) + Square(X + Y)), (X, 3), (Y, -4));

    /// <summary>The squared length of W x.</summary>
    public static BackwardTrace SquaredLength { get; } =
        Of(
            Sum(Square(MatMul(Input("W", 2, 2), Input("x", 2)))),
            (
                "W",
                NDArray.Of([
                    [0.1, 0.5],
                    [-0.3, 0.8],
                ])
            ),
            ("x", NDArray.Of([0.2, 0.4]))
        );

    /// <summary>Y = X W with a given upstream gradient.</summary>
    public static BackwardTrace MatrixProduct { get; } =
        Explain.Of(
            MatMul(Input("X", 2, 2), Input("W", 2, 3)),
            NDArray.Of([
                [1.0, 2, 3],
                [4, 5, 6],
            ]),
            (
                "X",
                NDArray.Of([
                    [1.0, 2],
                    [3, 4],
                ])
            ),
            (
                "W",
                NDArray.Of([
                    [1.0, 0, -1],
                    [2, 1, 0],
                ])
            )
        );

    /// <summary>The two-layer network on its tiny fixed data.</summary>
    public static BackwardTrace Network { get; } =
        Of(
            Sum(
                Square(
                    MatMul(Sigmoid(MatMul(Input("X", 2, 2), Input("W1", 2, 3))), Input("W2", 3))
                        - Input("Y", 2)
                )
            ),
            (
                "X",
                NDArray.Of([
                    [1.0, -1],
                    [0.5, 2],
                ])
            ),
            ("Y", NDArray.Of([1.0, 0])),
            (
                "W1",
                NDArray.Of([
                    [0.1, -0.2, 0.3],
                    [0.4, 0.5, -0.6],
                ])
            ),
            ("W2", NDArray.Of([0.7, -0.8, 0.9]))
        );

    public static TraceNode Node(this BackwardTrace trace, string name) =>
        trace.Nodes.Single(node => node.Name == name);

    public static double Gradient(this BackwardTrace trace, string name) =>
        trace.Node(name).Gradient!.ToScalar();

    private static BackwardTrace Of(
        Expr output,
        params (string Name, NDArray<double> Value)[] at
    ) => Explain.Of(output, [.. at.Select(each => new Binding<double>(each.Name, each.Value))]);
}
