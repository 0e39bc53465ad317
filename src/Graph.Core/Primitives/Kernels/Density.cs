using System.Numerics;

namespace FunctionalGrad;

/// <summary>The density of the normal distribution.</summary>
internal readonly struct Density : IUnary<double>
{
    private const double SquareRootOfTwoPi = 2.50662827463100050241576528481;

    public static void Write<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.MapDoubles(x, y, default(Density));

    /// <summary>In the tails the rounding of x^2 is multiplied by x^2, so it is carried along.</summary>
    public Vector<double> Of(Vector<double> x)
    {
        // Beyond 40 the density is 0.
        var a = Vector.Min(Vector.Abs(x), new(40.0));
        var square = ExactSquare.Of(a, out var rounding);
        var exp = default(DoubleExp).Of(-0.5 * square);
        var density =
            exp * (Vector<double>.One - 0.5 * rounding) / new Vector<double>(SquareRootOfTwoPi);
        return Vector.ConditionalSelect(Vector.Equals(x, x), density, x);
    }
}
