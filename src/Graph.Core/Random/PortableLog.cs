namespace FunctionalGrad;

/// <summary>The natural logarithm out of IEEE + - * / alone: the same bits on every platform, which the C library's is not.</summary>
internal static class PortableLog
{
    private const double Ln2 = 0.693147180559945309417232121458;

    /// <summary>ln x for a positive normal x, to about 2 ulp.</summary>
    /// <remarks>x = m 2^e with m near 1, and ln m = 2 artanh f = 2 (f + f^3/3 + f^5/5 + ...) with f = (m-1)/(m+1), |f| at most 0.172.</remarks>
    public static double Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble(
            (bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000
        );
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }
        double f = (m - 1) / (m + 1);
        double square = f * f;
        double series = 0;
        for (int power = 23; power >= 1; power -= 2)
            series = series * square + 1.0 / power;
        return exponent * Ln2 + 2 * f * series;
    }
}
