using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The error function, the distribution function of the normal distribution and the Gaussian error linear unit.</summary>
/// <remarks>Float is computed through double.</remarks>
internal static class Normal
{
    public static void Erf<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.MapDoubles(x, y, default(ErfOf));

    public static void Cdf<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.MapDoubles(x, y, default(CdfOf));

    public static void Gelu<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.MapDoubles(x, y, default(GeluOf));

    private readonly struct ErfOf : IUnary<double>
    {
        public Vector<double> Of(Vector<double> x)
        {
            // Beyond 6 it is 1.
            var t = Vector.Min(Vector.Abs(x), new(6.0));
            var square = t * t;
            var rounding = Vector.FusedMultiplyAdd(t, t, -square);
            var near = x + x * ErrorFunction.NearZero(square);
            var far = Vector.CopySign(
                Vector<double>.One
                    - ErrorFunction.Complement(
                        t,
                        Vector<double>.Zero,
                        square,
                        rounding,
                        Vector<double>.One
                    ),
                x
            );
            var y = Vector.ConditionalSelect(ErrorFunction.IsNearZero(t), near, far);
            return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
        }
    }

    /// <summary>weight erfc(|x| / sqrt 2), and 0 beyond 40.</summary>
    private static Vector<double> Complement(Vector<double> x, Vector<double> weight)
    {
        // The square is that of x, halved: one of x / sqrt 2 would have its rounding in it, times x^2.
        var a = Vector.Min(Vector.Abs(x), new(40.0));
        var square = a * a;
        var rounding = Vector.FusedMultiplyAdd(a, a, -square);
        var root = new Vector<double>(0.7071067811865476);
        var t = a * root;
        var rest = Vector.FusedMultiplyAdd(a, root, -t) - a * 4.833646656726457e-17;
        return ErrorFunction.Complement(t, rest, 0.5 * square, 0.5 * rounding, weight);
    }

    /// <summary>erfc(-x / sqrt 2) / 2.</summary>
    private readonly struct CdfOf : IUnary<double>
    {
        public Vector<double> Of(Vector<double> x)
        {
            var beyond = Complement(x, new(0.5));
            var isLeft = Vector.LessThan(x, Vector<double>.Zero);
            var y = Vector.ConditionalSelect(isLeft, beyond, Vector<double>.One - beyond);
            return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
        }
    }

    /// <summary>x Phi(x), at -inf its limit; on the left x meets the digits of Phi before they vanish.</summary>
    private readonly struct GeluOf : IUnary<double>
    {
        public Vector<double> Of(Vector<double> x)
        {
            var half = new Vector<double>(0.5);
            var isLeft = Vector.LessThan(x, Vector<double>.Zero);
            var left = half * Vector.Max(x, new(-40.0));
            var beyond = Complement(x, Vector.ConditionalSelect(isLeft, left, half));
            var y = Vector.ConditionalSelect(isLeft, beyond, x * (Vector<double>.One - beyond));
            return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
        }
    }
}
