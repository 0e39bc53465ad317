using MathNet.Numerics;

namespace FunctionalGrad;

/// <summary>The error function, the normal distribution and the Gaussian error linear unit.</summary>
/// <remarks>In the tails a rounding of x^2 or of x / sqrt 2 would be multiplied by x^2, so both are carried to twice the precision.</remarks>
internal static class Normal
{
    public static double Erf(double x) => double.IsNaN(x) || x == 0 ? x : SpecialFunctions.Erf(x);

    public static double Cdf(double x)
    {
        if (!(Math.Abs(x) < 40))
            return double.IsNaN(x) ? x
                : x > 0 ? 1
                : 0;
        double z = -x * Constants.Sqrt1Over2;
        double cdf = 0.5 * SpecialFunctions.Erfc(z);
        return x > -1 ? cdf : cdf * (1 - Math.FusedMultiplyAdd(0.5 * x, x, -z * z));
    }

    public static double Pdf(double x)
    {
        double square = x * x;
        if (double.IsInfinity(square))
            return 0;
        double rounding = Math.FusedMultiplyAdd(x, x, -square);
        return Math.Exp(-0.5 * square) * (1 - 0.5 * rounding) / Constants.Sqrt2Pi;
    }

    public static double Gelu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x * Cdf(x);
}
