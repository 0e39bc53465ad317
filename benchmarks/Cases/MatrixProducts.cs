using System.Numerics;

namespace Benchmarks;

/// <summary>Matrix products against OpenBLAS called directly, and NumPy: squares, the networks' shapes, all transposes.</summary>
internal static class MatrixProducts
{
    private static readonly (bool Ta, bool Tb, int M, int K, int N)[] shapes =
    [
        .. new[] { 64, 128, 256, 512, 1024, 2048 }.Select(n => (false, false, n, n, n)),
        (true, false, 512, 512, 512),
        (false, true, 512, 512, 512),
        (true, true, 512, 512, 512),
        (false, false, 64, 1000, 100),
        (true, false, 1000, 64, 100),
        (false, false, 128, 784, 256),
        (true, false, 784, 128, 256),
        (false, true, 128, 128, 256),
    ];

    public static IEnumerable<Case> Cases =>
        [.. shapes.Select(Of<double>), .. shapes.Select(Of<float>)];

    private static Case Of<T>((bool Ta, bool Tb, int M, int K, int N) s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int bits = typeof(T) == typeof(double) ? 64 : 32;
        var (ta, tb, m, k, n) = s;
        return new(
            $"product{bits}-{m}x{k}x{n}{(ta || tb ? "-" : "")}{(ta ? "T" : tb ? "N" : "")}{(tb ? "T" : ta ? "N" : "")}",
            $"[{m}, {k}] times [{k}, {n}]{(ta ? ", left transposed" : "")}{(tb ? ", right transposed" : "")}, in {typeof(T).Name}",
            peers =>
            {
                Shape left = ta ? [k, m] : [m, k],
                    right = tb ? [n, k] : [k, n];
                NDArray<double> av = Wave.Of(left, 1),
                    bv = Wave.Of(right, 2);
                Expr a = Input("a", left.Lengths),
                    b = Input("b", right.Lengths);
                var y = MatMul(ta ? Transpose(a) : a, tb ? Transpose(b) : b);
                var run = new ProgramRun<T>([y], [(a, av), (b, bv)]);
                int looked = m / 2 * n + n / 3;
                return
                [
                    run.Ours(() => run.At(looked)),
                    .. OpenBlas.IsThere ? Blas<T>(s, av, bv, looked) : Array.Empty<Contestant>(),
                    .. peers.Of(
                        "numpy",
                        $"product{bits} {(ta ? 1 : 0)} {(tb ? 1 : 0)} {m} {k} {n}"
                    ),
                ];
            }
        )
        {
            Target = "P3",
            Tolerance = bits == 64 ? 1e-9 : 1e-3,
            Units = (2.0 * m * k * n, "flop"),
        };
    }

    private static IEnumerable<Contestant> Blas<T>(
        (bool Ta, bool Tb, int M, int K, int N) s,
        NDArray<double> av,
        NDArray<double> bv,
        int looked
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = av.Convert<T>().ToArray(),
            b = bv.Convert<T>().ToArray(),
            c = new T[s.M * s.N];
        foreach (int threads in new[] { 1, 2 })
            yield return new(
                "OpenBLAS",
                count => Run(threads, count),
                () =>
                {
                    Run(threads, 1);
                    return double.CreateChecked(c[looked]);
                }
            );

        double Run(int threads, int count)
        {
            OpenBlas.SetThreads(threads);
            return Contestant.Ours(Once).Seconds(count);
        }

        void Once()
        {
            if (a is double[] a64)
                OpenBlas.Multiply(
                    s.Ta,
                    s.Tb,
                    s.M,
                    s.K,
                    s.N,
                    a64,
                    (double[])(object)b,
                    (double[])(object)c
                );
            else
                OpenBlas.Multiply(
                    s.Ta,
                    s.Tb,
                    s.M,
                    s.K,
                    s.N,
                    (float[])(object)a,
                    (float[])(object)b,
                    (float[])(object)c
                );
        }
    }
}
