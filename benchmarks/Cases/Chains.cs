using System.Numerics;

namespace Benchmarks;

/// <summary>Elementwise chains over 10^7 elements: fused, they run at the memory's speed; and the memory's speed.</summary>
internal static class Chains
{
    private const int Length = 10_000_000;

    public static IEnumerable<Case> Cases =>
        [
            Copy(),
            Of<double>(
                "chain64",
                "max(2 x + 1, 0.5) x - 0.25 x x",
                x => Max(2 * x + 1, 0.5) * x - 0.25 * x * x
            ),
            Of<float>(
                "chain32",
                "max(2 x + 1, 0.5) x - 0.25 x x",
                x => Max(2 * x + 1, 0.5) * x - 0.25 * x * x
            ),
            Of<double>("heavy64", "tanh(exp(-x x) + 0.5 x)", x => Tanh(Exp(-x * x) + 0.5 * x)),
        ];

    private static Case Copy() =>
        new(
            "copy64",
            "copying 10^7 doubles: what the memory can do, read and written bytes counted",
            _ =>
            {
                double[] from = [.. Wave.Of([Length], 1).ToArray()],
                    to = new double[Length];
                return [Contestant.Ours(() => from.AsSpan().CopyTo(to))];
            }
        )
        {
            Units = (2.0 * sizeof(double) * Length, "byte"),
        };

    private static Case Of<T>(string name, string formula, Func<Expr, Expr> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(
            name,
            $"{formula} over 10^7 elements in {typeof(T).Name}",
            peers =>
            {
                var x = Input("x", Length);
                var run = new ProgramRun<T>([f(x)], [(x, Wave.Of([Length], 1))]);
                return
                [
                    Contestant.Ours(run.Once, () => run.At(Length / 3)),
                    .. peers.Of("numpy torch", $"{name} {Length}"),
                ];
            }
        )
        {
            Target = "P7",
            Tolerance = 1e-5,
            Units = (2.0 * (typeof(T) == typeof(double) ? 8 : 4) * Length, "byte"),
        };
}
