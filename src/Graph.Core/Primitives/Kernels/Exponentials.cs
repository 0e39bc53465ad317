namespace FunctionalGrad;

/// <summary>e^x - 1 and log(1 + x) without cancellation.</summary>
/// <remarks>W. Kahan's correction of the rounding in e^x and 1 + x; see N. Higham, Accuracy and Stability of Numerical Algorithms, section 1.14.1.</remarks>
internal static class Exponentials
{
    public static double ExpM1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
            return x;
        return Math.Abs(x) > 1 ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    public static double Log1P(double x)
    {
        double u = 1 + x;
        return u == 1 ? x
            : double.IsInfinity(u) ? u
            : Math.Log(u) * x / (u - 1);
    }
}
