namespace FunctionalGrad;

/// <summary>The logistic function and what is made of it, through e^-|x|, which never overflows.</summary>
internal static class Logistic
{
    public static double Sigmoid(double x)
    {
        double t = Math.Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : t) / (1 + t);
    }

    public static double Softplus(double x) =>
        Math.Max(x, 0) + Exponentials.Log1P(Math.Exp(-Math.Abs(x)));

    public static double Silu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x * Sigmoid(x);
}
