using System.Numerics;

namespace FunctionalGrad;

/// <summary>The density of the normal distribution.</summary>
internal readonly struct Density : IUnary<double>
{
    private const double OneOverRootOfTwoPi = 0.39894228040143267794;

    public static void Write<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.MapDoubles(x, y, default(Density));

    /// <summary>In the tails the rounding of x^2 is multiplied by x^2, so it is carried into the exponential.</summary>
    public Vector<double> Of(Vector<double> x)
    {
        // Beyond 40 the density is 0.
        var a = Vector.Min(Vector.Abs(x), new(40.0));
        var square = a * a;
        var rounding = Vector.FusedMultiplyAdd(a, a, -square);
        var density = default(DoubleExp).Of(-0.5 * square, -0.5 * rounding) * OneOverRootOfTwoPi;
        return Vector.ConditionalSelect(Vector.Equals(x, x), density, x);
    }
}
