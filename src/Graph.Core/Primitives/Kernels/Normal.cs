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
            var square = ExactSquare.Of(t, out var rounding);
            var near = x + x * ErrorFunction.NearZero(square);
            var far = Vector.CopySign(
                Vector<double>.One - ErrorFunction.Complement(t, square, rounding),
                x
            );
            var y = Vector.ConditionalSelect(ErrorFunction.IsNearZero(t), near, far);
            return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
        }
    }

    /// <summary>erfc(-x / sqrt 2) / 2.</summary>
    private readonly struct CdfOf : IUnary<double>
    {
        public Vector<double> Of(Vector<double> x)
        {
            // Below -40 it is 0. The square is that of x, halved: one of x / sqrt 2 would have its rounding in it, times x^2.
            var a = Vector.Min(Vector.Abs(x), new(40.0));
            var square = ExactSquare.Of(a, out var rounding);
            var t = a * 0.70710678118654752440;
            var beyond = 0.5 * ErrorFunction.Complement(t, 0.5 * square, 0.5 * rounding);
            var y = Vector.ConditionalSelect(
                Vector.LessThan(x, Vector<double>.Zero),
                beyond,
                Vector<double>.One - beyond
            );
            return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
        }
    }

    /// <summary>x Phi(x), at -inf its limit.</summary>
    private readonly struct GeluOf : IUnary<double>
    {
        public Vector<double> Of(Vector<double> x)
        {
            var cdf = default(CdfOf).Of(x);
            return Vector.ConditionalSelect(
                Vector.Equals(cdf, Vector<double>.Zero),
                -Vector<double>.Zero,
                x * cdf
            );
        }
    }
}
