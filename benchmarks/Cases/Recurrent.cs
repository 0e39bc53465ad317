namespace Benchmarks;

/// <summary>One LSTM cell with full weights, as networks have it, unrolled over 20 steps: batch 16, width 64.</summary>
internal static class Recurrent
{
    private const int Steps = 20,
        Batch = 16,
        Width = 64;

    public static IEnumerable<Case> Cases =>
        Graded.Cases<double>(
            "lstm",
            "an LSTM cell of width 64 unrolled over 20 steps, batch 16, in double",
            Make,
            1e-9
        );

    /// <summary>The function, a value for each input, and how many of the inputs it is differentiated by.</summary>
    public static (Expr, IReadOnlyList<(Expr, NDArray<double>)>, int) Make()
    {
        Expr w = Input("w", 2 * Width, 4 * Width),
            b = Input("b", 4 * Width),
            xs = Input("xs", Steps, Batch, Width);
        Expr h = Zeros([Batch, Width]),
            c = Zeros([Batch, Width]);
        for (int t = 0; t < Steps; t++)
        {
            var x = Reshape(Slice(xs, [t, 0, 0], [t + 1, Batch, Width]), [Batch, Width]);
            var gates = MatMul(Concat([x, h], 1), w) + b;
            Expr Gate(int i) => Slice(gates, [0, i * Width], [Batch, (i + 1) * Width]);
            c = Sigmoid(Gate(1)) * c + Sigmoid(Gate(0)) * Tanh(Gate(2));
            h = Sigmoid(Gate(3)) * Tanh(c);
        }
        return (
            Mean(Square(h)),
            [
                (w, Wave.Of([2 * Width, 4 * Width], 1, 1 / Math.Sqrt(2 * Width))),
                (b, Wave.Of([4 * Width], 2, 0.1)),
                (xs, Wave.Of([Steps, Batch, Width], 3)),
            ],
            2
        );
    }
}
