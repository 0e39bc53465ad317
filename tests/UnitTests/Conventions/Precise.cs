using System.Numerics;

namespace FunctionalGrad.UnitTests;

/// <summary>
/// Numbers with 1,500 binary places, and the elementary functions by their series: an independent reference, good to
/// hundreds of bits even where the result is as small as a double can be.
/// </summary>
internal readonly record struct Precise(BigInteger Scaled)
{
    private const int Places = 1500;

    public static Precise One { get; } = new(BigInteger.One << Places);

    public bool IsPositive => Scaled.Sign > 0;

    public BigInteger Nearest => (Scaled + (One / 2).Scaled) >> Places;

    /// <summary>For numbers below 2^400.</summary>
    public double Rounded => Math.ScaleB((double)(Scaled >> 900), 900 - Places);

    public static Precise Of(double x)
    {
        if (x == 0)
            return default;
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        int exponent = (int)(bits >> 52);
        long mantissa = bits & ((1L << 52) - 1);
        var magnitude =
            exponent == 0
                ? new BigInteger(mantissa) << (Places - 1074)
                : new BigInteger(mantissa | (1L << 52)) << (Places - 1075 + exponent);
        return new(x < 0 ? -magnitude : magnitude);
    }

    public static Precise operator +(Precise a, Precise b) => new(a.Scaled + b.Scaled);

    public static Precise operator -(Precise a, Precise b) => new(a.Scaled - b.Scaled);

    public static Precise operator -(Precise a) => new(-a.Scaled);

    public static Precise operator *(Precise a, Precise b) => new((a.Scaled * b.Scaled) >> Places);

    public static Precise operator /(Precise a, Precise b) => new((a.Scaled << Places) / b.Scaled);

    public static Precise operator /(Precise a, int b) => new(a.Scaled / b);

    /// <summary>How many of <paramref name="ulp"/> the number lies away from this one.</summary>
    public double Apart(double number, double ulp) =>
        (double)((BigInteger.Abs((Of(number) - this).Scaled) << 20) / Of(ulp).Scaled) / (1 << 20);

    public static Precise Exp(Precise x)
    {
        int halvings = 24;
        var r = new Precise(x.Scaled >> halvings);
        var sum = One;
        var term = One;
        for (int n = 1; !term.Scaled.IsZero && !term.Scaled.Equals(BigInteger.MinusOne); n++)
            sum += term = term * r / n;
        for (; halvings > 0; halvings--)
            sum *= sum;
        return sum;
    }

    /// <summary>log(m 2^e) = 2 artanh((m - 1) / (m + 1)) + 2 e artanh(1/3).</summary>
    public static Precise Log(Precise x)
    {
        int e = (int)x.Scaled.GetBitLength() - Places - 1;
        var m = new Precise(e > 0 ? x.Scaled >> e : x.Scaled << -e);
        var ln2 = Artanh(One / 3) * Of(2);
        return Artanh((m - One) / (m + One)) * Of(2) + ln2 * Of(e);
    }

    public static Precise Sqrt(Precise x)
    {
        var square = x.Scaled << Places;
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + square / root) >> 1;
            if (next >= root)
                return new(root);
            root = next;
        }
    }

    public static Precise Sin(Precise x) => Alternating(Reduced(x), 1);

    public static Precise Cos(Precise x) => Alternating(Reduced(x), 0);

    /// <summary>2 / sqrt(pi) sum of (-1)^n x^(2n+1) / (n! (2n+1)).</summary>
    public static Precise Erf(Precise x)
    {
        var square = x * x;
        var power = x;
        var sum = default(Precise);
        for (int n = 0; BigInteger.Abs(power.Scaled) > 1; n++)
        {
            sum += power / (2 * n + 1);
            power = -(power * square) / (n + 1);
        }
        return sum * Of(2) / Sqrt(Pi);
    }

    /// <summary>J. Machin: pi = 16 arctan(1/5) - 4 arctan(1/239).</summary>
    public static Precise Pi { get; } = Arctan(5) * Of(16) - Arctan(239) * Of(4);

    private static Precise Reduced(Precise x)
    {
        var turn = Pi * Of(2);
        return x - turn * new Precise((x / turn).Scaled >> Places << Places);
    }

    private static Precise Alternating(Precise x, int first)
    {
        var term = first == 1 ? x : One;
        var sum = default(Precise);
        for (int n = first; BigInteger.Abs(term.Scaled) > 1; n += 2)
        {
            sum += term;
            term = -(term * x * x) / ((n + 1) * (n + 2));
        }
        return sum;
    }

    private static Precise Artanh(Precise x)
    {
        var sum = default(Precise);
        var power = x;
        for (int n = 1; BigInteger.Abs(power.Scaled) > 1; n += 2)
        {
            sum += power / n;
            power = power * x * x;
        }
        return sum;
    }

    private static Precise Arctan(int inverse)
    {
        var sum = default(Precise);
        var power = One / inverse;
        for (int n = 1; !power.Scaled.IsZero; n += 2)
        {
            sum = n % 4 == 1 ? sum + power / n : sum - power / n;
            power = power / inverse / inverse;
        }
        return sum;
    }
}
