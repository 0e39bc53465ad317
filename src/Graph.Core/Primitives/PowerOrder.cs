namespace FunctionalGrad;

/// <summary>How often a power is differentiated.</summary>
/// <param name="InBase">How often in the base.</param>
/// <param name="InExponent">How often in the exponent.</param>
public sealed record PowerOrder(int InBase, int InExponent) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals =>
        [new Literal.Whole(InBase), new Literal.Whole(InExponent)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new PowerOrder(((Literal.Whole)literals[0]).Value, ((Literal.Whole)literals[1]).Value);

    /// <summary>By Leibniz' rule, with p(y) = y (y-1) ... (y-i+1): the j-th derivative in y of p(y) x^(y-i) is x^(y-i) times the sum over k of (j over k) p^(k)(y) (log x)^(j-k); times the factors.</summary>
    internal static Expr WrittenOut(Apply z)
    {
        var (i, j) = z.Get<PowerOrder>();
        Expr x = z.Inputs[0],
            y = z.Inputs[1];
        var power = i == 0 ? Expr.Pow(x, y) : Expr.Pow(x, y - i);
        Expr? factor =
            j == 0 ? Falling(y, i)
            : i == 0 ? Logarithms(x, j)
            : Sum([.. Enumerable.Range(0, j + 1).Select(k => Term(x, y, i, j, k)).OfType<Expr>()]);
        var product =
            factor is null ? power
            : j == 0 ? factor * power
            : power * factor;
        foreach (var each in z.Inputs[2..])
            product *= each;
        return product;
    }

    /// <summary>y (y-1) ... with so many factors; null for none.</summary>
    private static Expr? Falling(Expr y, int count) =>
        count == 0
            ? null
            : Enumerable.Range(1, count - 1).Aggregate(y, (product, k) => product * (y - k));

    private static Expr Logarithms(Expr x, int count) =>
        count == 1 ? Expr.Log(x) : Expr.Pow(Expr.Log(x), count);

    /// <summary>(j over k) p^(k)(y) (log x)^(j-k); null where it is 0.</summary>
    private static Expr? Term(Expr x, Expr y, int i, int j, int k)
    {
        double[] p = [1];
        for (int root = 0; root < i; root++)
            p =
            [
                .. Enumerable
                    .Range(0, p.Length + 1)
                    .Select(d => (d > 0 ? p[d - 1] : 0) - (d < p.Length ? root * p[d] : 0)),
            ];
        double binomial = 1;
        for (int n = 0; n < k; n++)
        {
            p = [.. p.Skip(1).Select((c, d) => (d + 1) * c)];
            binomial = binomial * (j - n) / (n + 1);
        }
        var coefficient = Polynomial([.. p.Select(c => binomial * c)], y);
        return coefficient is null || k == j ? coefficient
            : coefficient is Constant one && one.Is(1) ? Logarithms(x, j - k)
            : coefficient * Logarithms(x, j - k);
    }

    /// <summary>The highest power first; null where all coefficients are 0.</summary>
    private static Expr? Polynomial(double[] coefficients, Expr y)
    {
        Expr? sum = null;
        for (int d = coefficients.Length - 1; d >= 0; d--)
        {
            double c = coefficients[d],
                size = Math.Abs(c);
            if (c == 0)
                continue;
            var power = d == 1 ? y : Expr.Pow(y, d);
            var term =
                d == 0 ? Expr.Fill(y.Shape, size)
                : size == 1 ? power
                : size * power;
            sum =
                sum is null ? (c < 0 ? -term : term)
                : c < 0 ? sum - term
                : sum + term;
        }
        return sum;
    }

    private static Expr? Sum(Expr[] terms) =>
        terms.Length == 0 ? null : terms.Aggregate((sum, term) => sum + term);

    internal static ShapeRule Counted { get; } =
        (x, attributes) =>
        {
            var (inBase, inExponent) = (PowerOrder)attributes;
            return inBase >= 0 && inExponent >= 0
                ? ShapeRules.Elementwise(x, attributes)
                : throw new ShapeException(
                    $"the orders of a derivative are counted from 0, but {inBase} in the base and {inExponent} in the exponent were asked for."
                );
        };
}
