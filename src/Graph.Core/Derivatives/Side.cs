namespace FunctionalGrad;

/// <summary>One side of a choice: where its condition holds, or where it does not, of what came to it.</summary>
/// <remarks>
/// In <c>where(c, sin x, cos x)</c> what flows back splits into the side of c and the side of not c, and meets again at x. Masked where
/// either side holds it would be masked by <c>c or not c</c>, a mask that grows with every select it passes; but together the two sides
/// are all that came to the select, so what reaches x is masked as that was. To see this, a part remembers its side.
/// </remarks>
/// <param name="Within">Where anything came to the choice; null for everywhere.</param>
/// <param name="Upstream">How much of it the selects before had left; null behind no select.</param>
/// <param name="Condition">What the choice is made by.</param>
/// <param name="IsOther">Whether it is the side where the condition is 0.</param>
internal sealed record Side(Mask? Within, Flow? Upstream, Expr Condition, bool IsOther)
{
    /// <summary>The condition of the other side, where that is not just the opposite of this one; null where it is.</summary>
    /// <remarks>Both inputs of a max win at a tie: their sides overlap, but still are all that came to it.</remarks>
    public Expr? Rival { get; init; }

    /// <summary>Together with this one it is all that came to the choice.</summary>
    private Side Opposite =>
        Rival is null
            ? this with
            {
                IsOther = !IsOther,
            }
            : this with
            {
                Condition = Rival,
                Rival = Condition,
            };

    /// <summary>The value on this side, 0 on the other.</summary>
    public Expr On(Expr value) =>
        Within is not null ? Expr.Where(Where(), value, 0)
        : IsOther ? Expr.Where(Condition, 0, value)
        : Expr.Where(Condition, value, 0);

    /// <summary>Not 0 on this side.</summary>
    public Expr Where()
    {
        // Not EqualTo, which would hide a NaN.
        var own = IsOther ? Expr.Where(Condition, 0, 1) : Condition;
        return Within is null ? own : Expr.Where(Within.Where, own, 0);
    }

    /// <summary>The parts of which two are the sides of one choice replaced by what came to it; null where that is everything.</summary>
    /// <param name="parts">Masks or flows.</param>
    /// <param name="sideOf">The side that a part has all of; null where none is known.</param>
    /// <param name="whole">What two parts that have both sides between them are together, as parts; null for everything.</param>
    public static List<T>? Rejoined<T>(
        IEnumerable<T> parts,
        Func<T, Side?> sideOf,
        Func<T, T, Side, IReadOnlyList<T>?> whole
    )
        where T : class
    {
        var pending = new Stack<T>(parts.Reverse());
        var kept = new List<T?>();
        var places = new Dictionary<Side, int>();
        var known = new HashSet<T>();
        while (pending.TryPop(out var part))
        {
            if (!known.Add(part))
                continue;
            if (sideOf(part) is not { } side)
                kept.Add(part);
            else if (places.Remove(side.Opposite, out int place))
            {
                if (whole(kept[place]!, part, side) is not { } replaced)
                    return null;
                kept[place] = null;
                foreach (var each in replaced)
                    pending.Push(each);
            }
            else
            {
                places.TryAdd(side, kept.Count);
                kept.Add(part);
            }
        }
        return [.. kept.OfType<T>()];
    }
}
