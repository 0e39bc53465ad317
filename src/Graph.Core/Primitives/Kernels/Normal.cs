using MathNet.Numerics;

namespace FunctionalGrad;

/// <summary>The error function, the distribution function of the normal distribution and the Gaussian error linear unit.</summary>
/// <remarks>In the tails a rounding of x / sqrt 2 would be multiplied by x^2, so it is carried to twice the precision.</remarks>
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

    public static double Gelu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x * Cdf(x);
}
