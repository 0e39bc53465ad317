using System.Numerics;

namespace FunctionalGrad;

/// <summary>Powers: like Math.Pow, but a NaN in either operand is kept.</summary>
internal static class Powers
{
    public static double Of(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y) ? double.NaN : Math.Pow(x, y);

    public static void Variable<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.ZipDoubles(x, y, z, default(PowerOf));

    /// <summary>Of single numbers the lowest powers are products.</summary>
    public static ScalarCode ConstantCode(Apply power) =>
        power.Get<Coefficient>().Value switch
        {
            1 => ScalarCode.Copy,
            2 => ScalarCode.Square,
            3 => ScalarCode.Cube,
            _ => ScalarCode.Body,
        };

    public static void Constant<T>(Operands<T> operands, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = operands[0];
        switch (operands.Get<Coefficient>().Value)
        {
            case 1:
                x.CopyTo(y);
                break;
            case 2:
                Arithmetic.Square(x, y);
                break;
            case 3:
                Arithmetic.Square(x, y);
                Arithmetic.Multiply(y, x, y);
                break;
            case 4:
                Arithmetic.Square(x, y);
                Arithmetic.Square<T>(y, y);
                break;
            case -1:
                Arithmetic.Reciprocal(x, y);
                break;
            case -2:
                // The square of the reciprocal: the square itself overflows where the result is still a number.
                Arithmetic.Reciprocal(x, y);
                Arithmetic.Square<T>(y, y);
                break;
            case 0.5:
                Lanes.Map(x, y, default(RootOf<T>));
                break;
            case -0.5:
                Lanes.Map(x, y, default(RootOf<T>));
                Arithmetic.Reciprocal<T>(y, y);
                break;
            case 1.5:
                Lanes.Map(x, y, default(RootCubedOf<T>));
                break;
            case var exponent:
                Lanes.MapDoubles(x, y, new PowerTo(exponent));
                break;
        }
    }

    /// <summary>The square root, but 0 of -0 and +inf of -inf, as powers have it.</summary>
    private readonly struct RootOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) =>
            Vector.ConditionalSelect(
                Vector.Equals(x, new(T.NegativeInfinity)),
                -x,
                Vector.SquareRoot(x + Vector<T>.Zero)
            );
    }

    /// <summary>x sqrt x.</summary>
    private readonly struct RootCubedOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) => Vector.Abs(x) * default(RootOf<T>).Of(x);
    }

    /// <summary>x^y differentiated in both, times all other inputs, element by element.</summary>
    public static void Derivative<T>(Operands<T> operands, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = operands[0],
            y = operands[1];
        var order = operands.Get<PowerOrder>();
        Span<double> factors =
            order.InExponent < 32
                ? stackalloc double[order.InExponent + 1]
                : new double[order.InExponent + 1];
        for (int i = 0; i < z.Length; i++)
        {
            double exponent = double.CreateTruncating(y[i]),
                derivative = Derivative(double.CreateTruncating(x[i]), exponent, order, factors);
            if (derivative == 0 && Vanishes(exponent, order))
            {
                z[i] = T.Zero;
                continue;
            }
            for (int factor = 2; factor < operands.Count; factor++)
                derivative *= double.CreateTruncating(operands[factor][i]);
            z[i] = T.CreateTruncating(derivative);
        }
    }

    /// <summary>Whether y is a root of y (y-1) ... (y-n+1), which is all of the coefficient if there is no derivative in y.</summary>
    private static bool Vanishes(double y, PowerOrder order) =>
        order.InExponent == 0 && y >= 0 && y < order.InBase && y == Math.Floor(y);

    private static double Derivative(double x, double y, PowerOrder order, Span<double> factors)
    {
        var (inBase, inExponent) = order;
        if (double.IsNaN(x) || double.IsNaN(y) || (x < 0 && inExponent > 0))
            return double.NaN;
        if (x == 0 && y == 0 && inBase + inExponent > 0)
            return 0;
        FallingFactorial(y, inBase, factors);
        double power = Math.Pow(x, y - inBase),
            log = inExponent == 0 ? 0 : Math.Log(x),
            sum = 0;
        // The k-th derivative of the factorial with the others of the power: inExponent! / (inExponent - k)! in all.
        double ways = 1;
        for (int k = 0; k <= inExponent; ways *= inExponent - k, k++)
        {
            int logs = inExponent - k;
            bool vanishes = factors[k] == 0 || (x == 0 && logs > 0 && y >= inBase);
            if (vanishes)
                continue;
            sum += ways * factors[k] * power * Whole(log, logs);
            // The term with most logarithms outgrows the others, whose sign may be the opposite.
            if (x == 0 && double.IsInfinity(power))
                break;
        }
        return sum;
    }

    /// <summary>The coefficients, in powers of e, of (y+e) (y+e-1) ... (y+e-n+1).</summary>
    private static void FallingFactorial(double y, int n, Span<double> coefficients)
    {
        coefficients.Clear();
        coefficients[0] = 1;
        for (int factor = 0; factor < n; factor++)
        for (int k = coefficients.Length - 1; k >= 0; k--)
            coefficients[k] =
                (coefficients[k] == 0 ? 0 : coefficients[k] * (y - factor))
                + (k > 0 ? coefficients[k - 1] : 0);
    }

    private static double Whole(double x, int exponent)
    {
        double power = 1;
        for (int i = 0; i < exponent; i++)
            power *= x;
        return power;
    }
}
