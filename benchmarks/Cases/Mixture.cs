using MathNet.Numerics;

namespace Benchmarks;

/// <summary>ADBench's Gaussian mixture: log-likelihood of n points under k components in d dimensions, with a Wishart prior.</summary>
/// <remarks>
/// Each component has a lower triangular Q: exp of the logs on the diagonal. Written from the definition in Srajer, Kukelova and
/// Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on some problems in computer vision and machine learning", 2018.
/// </remarks>
internal static class Mixture
{
    private const int D = 10,
        K = 25,
        N = 1000,
        Below = D * (D - 1) / 2;

    public static IEnumerable<Case> Cases =>
        Graded.Cases<double>(
            "gmm",
            "the log-likelihood of a Gaussian mixture, D 10, K 25, N 1000, in double",
            Make,
            1e-9
        );

    /// <summary>The function, a value for each input, and how many of the inputs it is differentiated by.</summary>
    public static (Expr, IReadOnlyList<(Expr, NDArray<double>)>, int) Make()
    {
        Expr alphas = Input("alphas", K),
            means = Input("means", K, D),
            logs = Input("logs", K, D),
            lower = Input("lower", K, Below),
            x = Input("x", N, D);

        // Row i of Q holds entries i (i - 1) / 2 onwards of what lies below the diagonal; a zero fills the rest.
        double[] places =
        [
            .. Enumerable
                .Range(0, D * D)
                .Select(at => (Row: at / D, Column: at % D))
                .Select(at =>
                    at.Column < at.Row ? at.Row * (at.Row - 1) / 2.0 + at.Column
                    : at.Column == at.Row ? Below + at.Row
                    : Below + D
                ),
        ];
        var entries = Concat([lower, Exp(logs), Zeros([K, 1])], 1);
        var q = Reshape(
            Gather(entries, Constant(NDArray.Of<double>([D * D], places)), 1),
            [K, D, D]
        );

        var centred = Reshape(x, [1, N, D]) - Reshape(means, [K, 1, D]);
        var scaled = MatMul(centred, Permute(q, [0, 2, 1]));
        var inner = Reshape(alphas + Sum(logs, [1]), [K, 1]) - 0.5 * Sum(Square(scaled), [2]);
        var main = Sum(LogSumExp(inner, [0])) - N * LogSumExp(alphas);

        const double gamma = 1,
            count = D + 1;
        double norm =
            count * D * (Math.Log(gamma) - 0.5 * Math.Log(2))
            - (
                0.25 * D * (D - 1) * Math.Log(Math.PI)
                + Enumerable.Range(0, D).Sum(i => SpecialFunctions.GammaLn(0.5 * (count - i)))
            );
        double constant = -N * D * 0.5 * Math.Log(2 * Math.PI) - K * norm;
        var value = main + 0.5 * gamma * gamma * Sum(Square(q)) + constant;
        return (
            value,
            [
                (alphas, Wave.Of([K], 1)),
                (means, Wave.Of([K, D], 2)),
                (logs, Wave.Of([K, D], 3, 0.5)),
                (lower, Wave.Of([K, Below], 4, 0.5)),
                (x, Wave.Of([N, D], 5)),
            ],
            4
        );
    }
}
