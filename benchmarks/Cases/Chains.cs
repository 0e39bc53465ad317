using System.Numerics;
using System.Runtime.CompilerServices;

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
            "copying 10^7 doubles into an array that is there: what the memory can do, read and written bytes counted",
            _ => [.. Copies(2 * sizeof(double) * Length)]
        )
        {
            Units = (2.0 * sizeof(double) * Length, "byte"),
        };

    /// <summary>Moves as many bytes by one thread and by as many as there are, the better of which is what the memory can do.</summary>
    private static IEnumerable<Contestant> Copies(long bytes)
    {
        byte[] from = new byte[bytes / 2],
            to = new byte[bytes / 2];
        Array.Fill(from, (byte)1);
        foreach (int threads in new[] { 1, Environment.ProcessorCount })
            yield return Contestant.Ours(
                () =>
                    Parallel.For(
                        0,
                        threads,
                        new() { MaxDegreeOfParallelism = threads },
                        i =>
                        {
                            int part = to.Length / threads;
                            from.AsSpan(i * part, part).CopyTo(to.AsSpan(i * part));
                        }
                    ),
                name: "copy"
            );
    }

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
                    run.Ours(() => run.At(Length / 3)),
                    .. Copies(2L * Unsafe.SizeOf<T>() * Length),
                    .. peers.Of("numpy torch", $"{name} {Length}"),
                ];
            }
        )
        {
            Target = "P7",
            Tolerance = 1e-5,
            Units = (2.0 * Unsafe.SizeOf<T>() * Length, "byte"),
        };
}
