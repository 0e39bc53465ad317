using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Benchmarks;

/// <summary>Multiplications fused with additions and nothing else: what the processor's arithmetic can do, by one thread and by all.</summary>
internal static class MachinePeak
{
    private const int Rounds = 1 << 20;

    public static IEnumerable<Case> Cases =>
        Vector512.IsHardwareAccelerated
            ?
            [
                Of<Vector512<double>, Doubles512>("fma64", Vector512<double>.Count),
                Of<Vector512<float>, Floats512>("fma32", Vector512<float>.Count),
            ]
            :
            [
                Of<Vector<double>, Doubles>("fma64", Vector<double>.Count),
                Of<Vector<float>, Floats>("fma32", Vector<float>.Count),
            ];

    private static Case Of<TVector, TFused>(string name, int lanes)
        where TVector : struct
        where TFused : struct, IFused<TVector> =>
        new(
            name,
            $"multiplications fused with additions in registers, {lanes} at a time: what one thread's arithmetic can do, and all threads at once",
            _ =>
                [
                    Contestant.Ours(() => Fused<TVector, TFused>()),
                    Contestant.Ours(
                        () =>
                            Parallel.For(
                                0,
                                Environment.ProcessorCount,
                                _ => Fused<TVector, TFused>()
                            ),
                        name: "each of all threads"
                    ),
                ]
        )
        {
            Target = "P3",
            Units = (2.0 * 12 * Rounds * lanes, "flop"),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Fused<TVector, TFused>()
        where TVector : struct
        where TFused : struct, IFused<TVector>
    {
        // Twelve sums at a time: each instruction takes four cycles, and two or three begin in every one.
        TVector m = TFused.Half,
            a = m,
            b = m,
            c = m,
            d = m,
            e = m,
            f = m,
            g = m,
            h = m,
            i = m,
            j = m,
            k = m,
            l = m;
        for (int round = 0; round < Rounds; round++)
        {
            a = TFused.Of(a, m);
            b = TFused.Of(b, m);
            c = TFused.Of(c, m);
            d = TFused.Of(d, m);
            e = TFused.Of(e, m);
            f = TFused.Of(f, m);
            g = TFused.Of(g, m);
            h = TFused.Of(h, m);
            i = TFused.Of(i, m);
            j = TFused.Of(j, m);
            k = TFused.Of(k, m);
            l = TFused.Of(l, m);
        }
        // All are used, so that none is left out; an array of them would keep them out of registers.
        return TFused.Of(
            TFused.Of(TFused.Of(a, b), TFused.Of(c, d)),
            TFused.Of(
                TFused.Of(TFused.Of(e, f), TFused.Of(g, h)),
                TFused.Of(TFused.Of(i, j), TFused.Of(k, l))
            )
        );
    }

    private interface IFused<TVector>
    {
        static abstract TVector Half { get; }

        /// <summary>a m + m.</summary>
        static abstract TVector Of(TVector a, TVector m);
    }

    private readonly struct Doubles512 : IFused<Vector512<double>>
    {
        public static Vector512<double> Half => Vector512.Create(0.5);

        public static Vector512<double> Of(Vector512<double> a, Vector512<double> m) =>
            Vector512.FusedMultiplyAdd(a, m, m);
    }

    private readonly struct Floats512 : IFused<Vector512<float>>
    {
        public static Vector512<float> Half => Vector512.Create(0.5f);

        public static Vector512<float> Of(Vector512<float> a, Vector512<float> m) =>
            Vector512.FusedMultiplyAdd(a, m, m);
    }

    private readonly struct Doubles : IFused<Vector<double>>
    {
        public static Vector<double> Half => new(0.5);

        public static Vector<double> Of(Vector<double> a, Vector<double> m) =>
            Vector.FusedMultiplyAdd(a, m, m);
    }

    private readonly struct Floats : IFused<Vector<float>>
    {
        public static Vector<float> Half => new(0.5f);

        public static Vector<float> Of(Vector<float> a, Vector<float> m) =>
            Vector.FusedMultiplyAdd(a, m, m);
    }
}
