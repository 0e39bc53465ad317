namespace FunctionalGrad;

/// <summary>A local partial derivative: a weight, and where it is strongly zero.</summary>
/// <remarks>
/// A plain expression or number is a weight that applies everywhere. <c>Partial.Where(c, w)</c> is w where c holds and a
/// <em>strong zero</em> elsewhere: what flows through the dead side is exactly 0, whatever infinities or NaNs lie there.
/// The default value is 0: not connected.
/// </remarks>
public readonly struct Partial
{
    private readonly Func<Expr, Expr>? times;
    private readonly double factor;
    private readonly bool isStrong;

    private Partial(Func<Expr, Expr>? times, double factor) =>
        (this.times, this.factor) = (times, factor);

    private Partial(
        Partial weight,
        Expr? mask,
        bool makesZeros = false,
        bool isStrong = false,
        bool isBranch = false,
        bool isOther = false,
        Expr? rival = null
    )
        : this(weight.times, weight.factor) =>
        (Mask, MakesZeros, this.isStrong, IsBranch, IsOther, Rival) = (
            mask,
            makesZeros,
            isStrong,
            isBranch,
            isOther,
            rival
        );

    /// <summary>The derivative is 0 everywhere: nothing flows.</summary>
    public static Partial Zero => default;

    /// <summary>The weight where the condition is not 0, a strong zero where it is 0.</summary>
    public static Partial Where(Expr condition, Partial weight) =>
        new(weight, Argument.NotNull(condition));

    /// <summary>1 where the condition is not 0, a strong zero where it is 0; where it is 0 everywhere the branch is dead as a whole, below matrix products too.</summary>
    public static Partial Branch(Expr condition) =>
        new(1, Argument.NotNull(condition), isBranch: true);

    /// <summary>The other branch: 1 where the condition is 0, a strong zero where it is not. Where both meet again, it is as if there had been no choice.</summary>
    public static Partial OtherBranch(Expr condition) =>
        new(1, Argument.NotNull(condition), isBranch: true, isOther: true);

    /// <summary>A weight that is a strong zero wherever it is 0, and leaves 0 what is 0, however large it is: the share that the winner of a max gets.</summary>
    public static Partial Strong(Expr weight) =>
        Share(Argument.NotNull(weight), Held(weight), null);

    /// <summary>Two such weights of which nowhere both are 0: where both meet again, it is as if there had been no choice.</summary>
    internal static Partial[] Shares(Expr first, Expr second)
    {
        Expr one = Held(first),
            other = Held(second);
        return [Share(first, one, other), Share(second, other, one)];
    }

    // Not the weight itself: a NaN in it would make the zeros beside it NaN.
    private static Expr Held(Expr weight) => Expr.NotEqualTo(weight, 0);

    private static Partial Share(Expr weight, Expr held, Expr? rival) =>
        new(
            new(g => IsOne(g) ? weight : Expr.StrongMul(weight, g), 0),
            held,
            makesZeros: true,
            isStrong: true,
            rival: rival
        );

    /// <summary>A product that is one node, and makes the strong zeros of the mask itself.</summary>
    internal static Partial Of(Func<Expr, Expr> times, Expr? mask) =>
        new(new(times, 0), mask, makesZeros: true);

    /// <summary>The weight over a divisor, by which what flows is divided first: partials over one divisor share that node.</summary>
    public static Partial Quotient(Partial weight, Expr divisor)
    {
        ArgumentNullException.ThrowIfNull(divisor);
        return new(new(g => weight.Times(g / divisor), 0), weight.Mask);
    }

    /// <summary>A weight that applies everywhere.</summary>
    public static implicit operator Partial(Expr weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return new(g => Product(weight, g), 0);
    }

    /// <summary>A weight that is one number everywhere.</summary>
    public static implicit operator Partial(double factor) => new(null, factor);

    /// <summary>Where this is 0, or with <see cref="IsOther"/> where it is not, the derivative is strongly zero; null where it is so nowhere.</summary>
    internal Expr? Mask { get; }

    /// <summary>Whether <see cref="Times"/> itself makes the zeros of the mask.</summary>
    internal bool MakesZeros { get; }

    /// <summary>Whether it chooses a branch, which may be dead as a whole.</summary>
    internal bool IsBranch { get; }

    /// <summary>Whether it holds where its mask is 0, and not where it is something else.</summary>
    internal bool IsOther { get; }

    /// <summary>What holds, with <see cref="Mask"/>, of everything: the mask of the other share; null for none.</summary>
    internal Expr? Rival { get; }

    /// <summary>Whether 0 times it is sure to be 0.</summary>
    internal bool KeepsZeros => isStrong || (times is null && double.IsFinite(factor));

    internal bool IsZero => times is null && factor == 0;

    /// <summary>The product with a tangent or cotangent, the mask not yet applied unless <see cref="MakesZeros"/>; a factor of exactly 1 makes no node.</summary>
    internal Expr Times(Expr g) =>
        times is not null ? times(g)
        : factor == 1 ? g
        : factor == -1 ? -g
        : IsOne(g) ? Expr.Fill(g.Shape, factor)
        : factor * g;

    private static Expr Product(Expr weight, Expr g) =>
        IsOne(g) && weight.Shape.Equals(g.Shape) ? weight : weight * g;

    private static bool IsOne(Expr g) => g is Constant constant && constant.Is(1);
}
