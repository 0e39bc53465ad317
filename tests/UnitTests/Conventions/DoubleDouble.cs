namespace FunctionalGrad.UnitTests;

/// <summary>
/// The unrounded sum of two doubles, about 104 bits, and the elementary functions in it: a reference quick enough for thousands
/// of points. Sums and products: T. Dekker, Numerische Mathematik 18, 1971.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    private static readonly DoubleDouble Log2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble TwoOverRootOfPi = new(
        1.1283791670955126,
        1.533545961316588e-17
    );

    public static DoubleDouble RootOfHalf { get; } =
        new(0.7071067811865476, -4.833646656726457e-17);

    public static DoubleDouble OneOverRootOfTwoPi { get; } =
        new(0.3989422804014327, -2.49232720227773e-17);

    public static implicit operator DoubleDouble(double x) => new(x, 0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var high = Sum(a.High, b.High);
        var low = Sum(a.Low, b.Low);
        var most = Normal(high.High, high.Low + low.High);
        return Normal(most.High, most.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        double rounding = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normal(product, rounding + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        var rest = a - b * first;
        double second = rest.High / b.High;
        rest -= b * second;
        return Normal(first, second) + rest.High / b.High;
    }

    /// <summary>How many of <paramref name="ulp"/> the number lies away from this one.</summary>
    public double Apart(double number, double ulp) => Math.Abs((number - High - Low) / ulp);

    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 745)
            return x.High > 0 ? double.PositiveInfinity : 0;
        double n = Math.Round(x.High / Log2.High);
        var exp = 1 + SmallExpM1(x - Log2 * n);
        return new(Math.ScaleB(exp.High, (int)n), Math.ScaleB(exp.Low, (int)n));
    }

    public static DoubleDouble ExpM1(DoubleDouble x) =>
        Math.Abs(x.High) < 0.4 ? SmallExpM1(x) : Exp(x) - 1;

    /// <summary>By its series at x / 2^9, and e^(2x) - 1 = m (m + 2) of m = e^x - 1.</summary>
    private static DoubleDouble SmallExpM1(DoubleDouble x)
    {
        var r = x * (1.0 / 512);
        DoubleDouble sum = 1;
        for (int n = 11; n > 1; n--)
            sum = 1 + r * sum / n;
        var m = r * sum;
        for (int i = 0; i < 9; i++)
            m *= m + 2;
        return m;
    }

    public static DoubleDouble Log(DoubleDouble x)
    {
        if (x.High is > 0.5 and < 2)
            return Log1P(x - 1);
        double log = Math.Log(x.High);
        return log + Rest(x * Exp(-log) - 1);
    }

    public static DoubleDouble Log1P(DoubleDouble x)
    {
        if (x.High is <= -0.5 or >= 1)
            return Log(1 + x);
        double near = 1 + x.High;
        double log = near == 1 ? x.High : Math.Log(near) * (x.High / (near - 1));
        return log + Rest(x + (1 + x) * ExpM1(-log));
    }

    /// <summary>log(1 + x) for an x of the size of a rounding.</summary>
    private static DoubleDouble Rest(DoubleDouble x) => x - x * x / 2;

    public static DoubleDouble Pow(DoubleDouble x, double y)
    {
        bool isOdd = Math.Abs(y % 2) == 1;
        if (x.High < 0 && y != Math.Round(y))
            return double.NaN;
        var power = Exp(y * Log(x.High < 0 ? -x : x));
        return x.High < 0 && isOdd ? -power : power;
    }

    public static DoubleDouble Sin(DoubleDouble x) => Wave(x, 0);

    public static DoubleDouble Cos(DoubleDouble x) => Wave(x, 1);

    private static DoubleDouble Wave(DoubleDouble x, int rightAngles)
    {
        var (angle, quadrant) = Reduced(x);
        quadrant = (quadrant + rightAngles) & 3;
        bool isSine = quadrant % 2 == 0;
        var y = quadrant % 2 == 0 ? angle * Series(angle, 27) : Series(angle, 28);
        return quadrant < 2 ? y : -y;
    }

    /// <summary>1 - x^2 / (n (n - 1)) (1 - ...), from the last n down by twos.</summary>
    private static DoubleDouble Series(DoubleDouble x, int last)
    {
        var square = x * x;
        DoubleDouble sum = 1;
        for (int n = last; n > 1; n -= 2)
            sum = 1 - square * sum / (n * (n - 1.0));
        return sum;
    }

    /// <summary>What is left of x beside a multiple of pi/2, by numbers with 1,500 binary places.</summary>
    private static (DoubleDouble Angle, int Quadrant) Reduced(DoubleDouble x)
    {
        if (Math.Abs(x.High) < 0.78)
            return (x, 0);
        var whole = Precise.Of(x.High) + Precise.Of(x.Low);
        var right = Precise.Pi / 2;
        var n = (whole / right).Nearest;
        var rest = whole - new Precise(n * right.Scaled);
        double high = rest.Rounded;
        return (new(high, (rest - Precise.Of(high)).Rounded), (int)(n & 3));
    }

    public static DoubleDouble Erf(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 2)
            return x.High > 0 ? 1 - ErfC(x) : ErfC(-x) - 1;
        // 2 / sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): no term is negative.
        var square = x * x;
        DoubleDouble sum = 1;
        for (int n = 50; n > 0; n--)
            sum = 1 + 2 * square * sum / (2 * n + 1);
        return TwoOverRootOfPi * Exp(-square) * x * sum;
    }

    /// <summary>From 2 on by Laplace's continued fraction.</summary>
    public static DoubleDouble ErfC(DoubleDouble x)
    {
        if (x.High < 2)
            return 1 - Erf(x);
        var fraction = x;
        for (int n = 40 + (int)(800 / (x.High * x.High)); n > 0; n--)
            fraction = x + 0.5 * n / fraction;
        return TwoOverRootOfPi / 2 * Exp(-(x * x)) / fraction;
    }

    private static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b,
            ofB = sum - a;
        return new(sum, (a - (sum - ofB)) + (b - ofB));
    }

    private static DoubleDouble Normal(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
