using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>e^x - 1, log(1 + x), the hyperbolic tangent and the exponential rectifier, without cancellation.</summary>
/// <remarks>
/// Of e^x = 2^n (1 + r + c) 1 is taken before 2^n is multiplied in, where 1 - 2^-n is exact, and what rounding takes from its sum with r is
/// added to c. log(1 + x) by W. Kahan's correction of the rounding in 1 + x (N. Higham, Accuracy and Stability of Numerical Algorithms,
/// 2002, section 1.14.1).
/// </remarks>
[SkipLocalsInit]
internal static class Exponentials
{
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                default(SingleExp)
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                default(DoubleExp)
            );
    }

    public static void Log<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                default(SingleLog)
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                default(DoubleLog)
            );
    }

    public static void ExpM1<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                new ExpM1Of<float, SingleExp>()
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                new ExpM1Of<double, DoubleExp>()
            );
    }

    public static void Log1P<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Pieces(
            x,
            y,
            static (x, y) =>
            {
                Span<T> log = stackalloc T[x.Length];
                Arithmetic.Add(x, T.One, log);
                Log<T>(log, log);
                Lanes.Zip(x, log, y, default(Corrected<T>));
            }
        );

    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Lanes.Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                new TanhOf<float, SingleExp>()
            );
        else
            Lanes.Map(
                MemoryMarshal.Cast<T, double>(x),
                MemoryMarshal.Cast<T, double>(y),
                new TanhOf<double, DoubleExp>()
            );
    }

    public static void Elu<T>(Operands<T> operands, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = operands[0];
        ExpM1(x, y);
        Arithmetic.Multiply(y, T.CreateChecked(operands.Get<Coefficient>().Value), y);
        Lanes.Zip(x, y, y, default(RightOf<T>));
    }

    /// <summary>1 where x > 0, alpha e^x where x &lt; 0; at 0 the number nearest 0 between alpha and 1.</summary>
    public static void EluSlope<T>(Operands<T> operands, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = operands[0];
        var alpha = T.CreateChecked(operands.Get<Coefficient>().Value);
        Exp(x, y);
        Arithmetic.Multiply(y, alpha, y);
        Lanes.Zip(x, y, y, new SlopeOf<T>(T.Clamp(alpha, T.Zero, T.One)));
    }

    /// <summary>Given x and the slope left of 0: 1 right of 0, and at 0 the given number.</summary>
    private readonly struct SlopeOf<T>(T at0) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> at0 = new(at0);

        public Vector<T> Of(Vector<T> x, Vector<T> left) =>
            Vector.ConditionalSelect(
                Vector.Equals(x, Vector<T>.Zero),
                at0,
                Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, left)
            );
    }

    /// <summary>e^x - 1 = 2^n (1 - 2^-n + r + c).</summary>
    private readonly struct ExpM1Of<T, TExp>() : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TExp : struct, IExp<T>
    {
        /// <summary>Below it e^x - 1 is -1; from 2^60 on it is e^x.</summary>
        private readonly Vector<T> least = new(T.CreateChecked(-40));
        private readonly Vector<T> most = new(T.CreateChecked(60));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of(Vector<T> x)
        {
            TExp exp = default;
            var lost = exp.Reduce(Vector.MaxNative(x, least), out var n, out var r);
            var ofOne = Vector<T>.One - exp.PowerOfTwo(-Vector.MinNative(n, most));
            var y = Sum(ofOne, r, exp.Curve(r, lost));
            // The sign for -0, which a sum with 0 loses.
            y = Vector.CopySign(exp.Scale(y, n), x);
            return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
        }
    }

    /// <summary>Given x and log(1 + x), where 1 + x was rounded: log(1 + x).</summary>
    internal readonly struct Corrected<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> log)
        {
            var rounded = (Vector<T>.One + x) - Vector<T>.One;
            return Vector.ConditionalSelect(
                Vector.Equals(rounded, Vector<T>.Zero),
                x,
                Vector.ConditionalSelect(Vector.Equals(rounded, x), log, log * (x / rounded))
            );
        }
    }

    /// <summary>tanh |x| = (1 - 2^-n + r + c) / (1 + 2^-n + r + c) of e^(2|x|), with the sign of x.</summary>
    private readonly struct TanhOf<T, TExp>() : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TExp : struct, IExp<T>
    {
        /// <summary>Beyond it tanh is 1.</summary>
        private readonly Vector<T> most = new(T.CreateChecked(20));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of(Vector<T> x)
        {
            TExp exp = default;
            var a = Vector.MinNative(Vector.Abs(x), most);
            var lost = exp.Reduce(a + a, out var n, out var r);
            var c = exp.Curve(r, lost);
            var power = exp.PowerOfTwo(-n);
            var y = Sum(Vector<T>.One - power, r, c) / Sum(Vector<T>.One + power, r, c);
            return Vector.ConditionalSelect(Vector.Equals(x, x), Vector.CopySign(y, x), x);
        }
    }

    /// <summary>a + r + c, rounded as if once: a is 0 or larger than r, and r larger than c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Sum<T>(Vector<T> a, Vector<T> r, Vector<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = a + r;
        return sum + (c + (r - (sum - a)));
    }

    /// <summary>x on the right of 0, what is given elsewhere.</summary>
    private readonly struct RightOf<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x, Vector<T> left) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, left);
    }
}
