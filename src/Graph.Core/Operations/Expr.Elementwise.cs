namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>e^x.</summary>
    public static Expr Exp(Expr x) => Primitives.Exp.Apply(x);

    /// <summary>e^x - 1, accurate near 0.</summary>
    public static Expr ExpM1(Expr x) => Primitives.ExpM1.Apply(x);

    /// <summary>The natural logarithm: -inf at 0, NaN below.</summary>
    public static Expr Log(Expr x) => Primitives.Log.Apply(x);

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static Expr Log1P(Expr x) => Primitives.Log1P.Apply(x);

    /// <summary>The square root: NaN below 0.</summary>
    public static Expr Sqrt(Expr x) => Primitives.Sqrt.Apply(x);

    /// <summary>x x.</summary>
    public static Expr Square(Expr x) => Primitives.Square.Apply(x);

    /// <summary>1 / x.</summary>
    public static Expr Reciprocal(Expr x) => Primitives.Reciprocal.Apply(x);

    /// <summary>x^y, element by element; for negative x only where y is a whole number.</summary>
    public static Expr Pow(Expr x, Expr y) => Pairwise(Primitives.Pow, x, y);

    /// <summary>x to a constant power; a whole exponent is exact for every x, to every order of derivative.</summary>
    public static Expr Pow(Expr x, double exponent) =>
        Primitives.PowConstant.Apply(new Coefficient(exponent), x);

    /// <summary>x to a constant whole power.</summary>
    public static Expr Pow(Expr x, int exponent) => Pow(x, (double)exponent);

    /// <summary>A constant raised to the power x.</summary>
    public static Expr Pow(double x, Expr exponent) => Pow(Like(exponent, x), exponent);

    /// <summary>x^y differentiated so often in x and so often in y, times factors; exactly 0 where the coefficient y (y-1) ... is, whatever they are.</summary>
    /// <param name="xs">x, y, then any number of factors, all of one shape.</param>
    /// <param name="inBase">How often in x.</param>
    /// <param name="inExponent">How often in y.</param>
    /// <exception cref="ShapeException">A number is negative, x or y is missing, or the shapes differ.</exception>
    public static Expr PowDerivative(IReadOnlyList<Expr> xs, int inBase, int inExponent)
    {
        ArgumentNullException.ThrowIfNull(xs);
        return Primitives.PowDerivative.Apply(
            new PowerOrder(inBase, inExponent),
            xs as Expr[] ?? [.. xs]
        );
    }

    /// <summary>The sine.</summary>
    public static Expr Sin(Expr x) => Primitives.Sin.Apply(x);

    /// <summary>The cosine.</summary>
    public static Expr Cos(Expr x) => Primitives.Cos.Apply(x);

    /// <summary>The hyperbolic tangent.</summary>
    public static Expr Tanh(Expr x) => Primitives.Tanh.Apply(x);

    /// <summary>|x|, with derivative 0 at 0.</summary>
    public static Expr Abs(Expr x) => Primitives.Abs.Apply(x);

    /// <summary>-1, 0 or 1.</summary>
    public static Expr Sign(Expr x) => Primitives.Sign.Apply(x);

    /// <summary>The largest integer not above x.</summary>
    public static Expr Floor(Expr x) => Primitives.Floor.Apply(x);

    /// <summary>The error function.</summary>
    public static Expr Erf(Expr x) => Primitives.Erf.Apply(x);

    /// <summary>Phi(x), the distribution function of the normal distribution.</summary>
    public static Expr NormalCdf(Expr x) => Primitives.NormalCdf.Apply(x);

    /// <summary>phi(x) = e^(-x^2/2) / sqrt(2 pi), the density of the normal distribution.</summary>
    public static Expr NormalPdf(Expr x) => Primitives.NormalPdf.Apply(x);
}
