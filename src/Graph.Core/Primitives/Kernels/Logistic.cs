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
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                new SiluOf<float, SingleExp>()
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                new SiluOf<double, DoubleExp>()
            );
    }

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
        public Vector<T> Of(Vector<T> x)
        {
            var t = default(TExp).Of(-Vector.Abs(x));
            var isRight = Vector.GreaterThanOrEqual(x, Vector<T>.Zero);
            return Vector.ConditionalSelect(isRight, Vector<T>.One, t) / (Vector<T>.One + t);
        }
    }

    /// <summary>x / (1 + t) on the right, x t / (1 + t) on the left: x meets the digits of t before they vanish.</summary>
    private readonly struct SiluOf<T, TExp>() : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TExp : struct, IExp<T>
    {
        /// <summary>Below it all is 0.</summary>
        private readonly Vector<T> least = new(T.CreateChecked(-800));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of(Vector<T> x)
        {
            TExp exp = default;
            var significand = exp.Significand(-Vector.Abs(x), out var n);
            var left = exp.Scale(Vector.MaxNative(x, least) * significand, n);
            var isRight = Vector.GreaterThanOrEqual(x, Vector<T>.Zero);
            var y =
                Vector.ConditionalSelect(isRight, x, left)
                / (Vector<T>.One + exp.Scale(significand, n));
            return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
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
