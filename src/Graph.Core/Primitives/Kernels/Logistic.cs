using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>The logistic function and what is made of it, through t = e^-|x|, which never overflows.</summary>
[SkipLocalsInit]
internal static class Logistic
{
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                default(SigmoidOf<float, SingleExp>)
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                default(SigmoidOf<double, DoubleExp>)
            );
    }

    public static void Silu<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Pieces(
            x,
            y,
            static (x, y) =>
            {
                Span<T> t = stackalloc T[x.Length];
                Decay(x, t);
                Lanes.Zip(x, t, y, default(SiluOf<T>));
            }
        );

    public static void Softplus<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Pieces(
            x,
            y,
            static (x, y) =>
            {
                Span<T> t = stackalloc T[x.Length],
                    log = stackalloc T[x.Length];
                Decay(x, t);
                Arithmetic.Add(t, T.One, log);
                Exponentials.Log<T>(log, log);
                Lanes.Zip(x, t, log, y, default(SoftplusOf<T>));
            }
        );

    private static void Decay<T>(ReadOnlySpan<T> x, Span<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arithmetic.Abs(x, t);
        Arithmetic.Negate(t, t);
        Exponentials.Exp<T>(t, t);
    }

    /// <summary>1 / (1 + t) on the right, t / (1 + t) on the left.</summary>
    private readonly struct SigmoidOf<T, TExp> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TExp : struct, IUnary<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of(Vector<T> x) => Share(x, default(TExp).Of(-Vector.Abs(x)));
    }

    private static Vector<T> Share<T>(Vector<T> x, Vector<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, Vector<T>.Zero), Vector<T>.One, t)
        / (Vector<T>.One + t);

    /// <summary>x sigmoid(x), at -inf its limit.</summary>
    private readonly struct SiluOf<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> t)
        {
            var sigmoid = Share(x, t);
            return Vector.ConditionalSelect(
                Vector.Equals(sigmoid, Vector<T>.Zero),
                -Vector<T>.Zero,
                x * sigmoid
            );
        }
    }

    /// <summary>max(x, 0) + log(1 + t).</summary>
    private readonly struct SoftplusOf<T> : ITernary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> t, Vector<T> log) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, Vector<T>.Zero)
            + default(Exponentials.Corrected<T>).Of(t, log);
    }
}
