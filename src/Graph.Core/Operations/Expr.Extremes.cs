namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The larger of a and b, element by element.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <param name="ties">Which of two equal inputs the gradient flows to; one half to each by default.</param>
    public static Expr Max(Expr a, Expr b, TiePolicy ties = TiePolicy.Split) =>
        Pairwise(Primitives.Max, new Ties(ties), a, b);

    /// <summary>The larger of x and a number.</summary>
    public static Expr Max(Expr x, double number, TiePolicy ties = TiePolicy.Split) =>
        Max(x, Like(x, number), ties);

    /// <summary>The smaller of a and b, element by element.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <param name="ties">Which of two equal inputs the gradient flows to; one half to each by default.</param>
    public static Expr Min(Expr a, Expr b, TiePolicy ties = TiePolicy.Split) =>
        Pairwise(Primitives.Min, new Ties(ties), a, b);

    /// <summary>The smaller of x and a number.</summary>
    public static Expr Min(Expr x, double number, TiePolicy ties = TiePolicy.Split) =>
        Min(x, Like(x, number), ties);

    /// <summary>x kept between two bounds; at a bound the gradient flows to the bound and x gets 0.</summary>
    public static Expr Clip(Expr x, Expr low, Expr high)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        return Min(Max(x, low, TiePolicy.Second), high, TiePolicy.Second);
    }

    /// <summary>x kept between two numbers, with derivative 0 outside and at the bounds.</summary>
    /// <exception cref="ShapeException">The lower bound is not below the upper.</exception>
    public static Expr Clip(Expr x, double low, double high) =>
        low <= high
            ? Clip(x, Like(x, low), Like(x, high))
            : throw new ShapeException(
                $"clip: the lower bound {Literal.Format(low)} is not below the upper bound {Literal.Format(high)}. Swap them?"
            );

    /// <summary>1 where a > b, 0 where a &lt; b, and at a tie 1/2, or what the policy gives the first: the derivative of max.</summary>
    public static Expr Wins(Expr a, Expr b, TiePolicy ties = TiePolicy.Split) =>
        Pairwise(Primitives.Wins, new Ties(ties), a, b);
}
