using MathNet.Numerics;

namespace FunctionalGrad;

/// <summary>The error function, the normal distribution and the Gaussian error linear unit.</summary>
internal static class Normal
{
    public static double Erf(double x) =>
        double.IsNaN(x) ? x
        : x == 0 ? x
        : SpecialFunctions.Erf(x);

    /// <summary>Through erfc, which keeps the left tail.</summary>
    public static double Cdf(double x) =>
        double.IsNaN(x) ? x : 0.5 * SpecialFunctions.Erfc(-x * Constants.Sqrt1Over2);

    public static double Pdf(double x) => Math.Exp(-0.5 * x * x) / Constants.Sqrt2Pi;

    public static double Gelu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x * Cdf(x);
}
