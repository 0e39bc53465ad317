namespace FunctionalGrad;

/// <summary>Where something may flow: 0 where it is exactly 0, anything else elsewhere.</summary>
internal sealed class Mask
{
    /// <summary>The side that the mask is; null where it is none.</summary>
    private readonly Side? side;

    /// <summary>A side of which the mask has every element, and maybe others too; null where none is known.</summary>
    private readonly Side? covered;

    /// <summary>Where the mask is the same for all elements: what it goes by.</summary>
    private readonly Flow? flow;

    /// <summary>Whether no element is negative, so that a sum of them is 0 only where all are.</summary>
    private readonly bool counts;

    private Mask(Expr where, Side? side, Side? covered, Flow? flow, bool counts = false) =>
        (Where, this.side, this.covered, this.flow, this.counts) = (
            where,
            side,
            covered,
            flow,
            counts || where is Apply { Primitive.Algebra.Truth: true }
        );

    /// <summary>The same for copies of the elements.</summary>
    public Mask Copied(Func<Expr, Expr> copy) => new(copy(Where), null, null, null, counts);

    /// <summary>As an expression; a condition may have any value but 0.</summary>
    public Expr Where { get; }

    /// <summary>Where an expression is not 0.</summary>
    public static Mask Of(Expr where) => new(where, null, null, null);

    /// <summary>Where a map of zeros and ones brings something from the places that another holds at.</summary>
    /// <param name="moved">What the map makes of <see cref="Holds"/>.</param>
    public static Mask Moved(Expr moved) => new(moved, null, null, null, counts: true);

    /// <summary>The side of a choice.</summary>
    public static Mask Of(Side side) => new(side.Where(), side, side, null);

    /// <summary>Everywhere or nowhere, as there is anything left or not.</summary>
    public static Mask Everywhere(Flow flow, Shape shape) =>
        new(flow.On(Expr.Ones(shape)), null, flow.Side, flow);

    /// <summary>The value where the mask holds, 0 elsewhere.</summary>
    public Expr On(Expr value) => side is null ? Expr.Where(Where, value, 0) : side.On(value);

    /// <summary>More than 0 where the mask holds, else 0: a condition may have any value but 0, and conditions are about to be added up.</summary>
    public Expr Holds => counts ? Where : Expr.NotEqualTo(Where, 0);

    /// <summary>Where one of them holds; null for everywhere.</summary>
    public static Mask? Any(IEnumerable<Mask> masks)
    {
        if (Side.Rejoined(masks, mask => mask.covered, Together) is not { } parts)
            return null;
        var known = parts.ToHashSet();
        // What is within another adds nothing to it.
        parts.RemoveAll(part => part.side?.Within is { } within && known.Contains(within));
        return parts.Count == 1
            ? parts[0]
            : new(
                parts.TrueForAll(part => part.counts)
                    ? Expr.Add([.. parts.Select(part => part.Where)])
                    : AnyOf(parts.Select(part => part.Where)),
                null,
                parts.Select(part => part.covered).FirstOrDefault(each => each is not null),
                null,
                parts.TrueForAll(part => part.counts)
            );
    }

    /// <summary>Not 0 where one of them is not, in as few nodes as there are joints.</summary>
    public static Expr AnyOf(IEnumerable<Expr> wheres) =>
        wheres.Aggregate((any, where) => Expr.Where(any, any, where));

    /// <summary>Two masks that have both sides of a choice between them: what came to it, and what else they have.</summary>
    private static IReadOnlyList<Mask>? Together(Mask a, Mask b, Side sides)
    {
        if (sides.Within is not { } within)
            return null;
        var shape = a.Where.Shape;
        // In another shape, or if each is everywhere as soon as its side has any element, what came is everywhere or nowhere too.
        var came =
            (a.flow is not null && b.flow is not null) || !within.Where.Shape.Equals(shape)
                ? within.Spread(shape)
                : within;
        // A side is a part of what came, and so is one that is everywhere only where what came is everywhere.
        return
        [
            came,
            .. new[] { a, b }
                .Where(each => each.side is null && (each.flow is null || came.flow is null))
                .Select(each => new Mask(each.Where, null, null, each.flow)),
        ];
    }

    /// <summary>Everywhere in a shape if it holds anywhere.</summary>
    private Mask Spread(Shape shape)
    {
        var whole = flow ?? Flow.Of(Where);
        return new(whole.On(Expr.Ones(shape)), null, covered, whole);
    }
}
