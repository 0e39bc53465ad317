namespace FunctionalGrad;

/// <summary>What flows back into a node, or in forward mode out of it: a value, and the mask outside which it is exactly 0.</summary>
/// <remarks>
/// The mask is applied as late as possible, so that a product with a local derivative becomes <c>select(c, p * g, 0)</c>
/// and never <c>p * select(c, g, 0)</c>, in which an infinite p would make the dead branch NaN. Once applied it travels on,
/// for an infinite p may come later; a mask that nothing asks for is built, but is no part of the derivative.
/// </remarks>
internal readonly record struct Cotangent
{
    private readonly Expr raw;
    private readonly Mask? mask;
    private readonly Mask? pending;
    private readonly Flow? flow;

    /// <param name="raw">The value where <paramref name="pending"/> holds; anything elsewhere.</param>
    /// <param name="mask">Where it is strongly zero; null where nothing is masked.</param>
    /// <param name="pending">What of the mask is still to be applied.</param>
    /// <param name="flow">Whether selects have left anything of it at all; null behind no select.</param>
    private Cotangent(Expr raw, Mask? mask, Mask? pending, Flow? flow) =>
        (this.raw, this.mask, this.pending, this.flow) = (raw, mask, pending, flow);

    /// <summary>A value, 0 where the mask is; null where nothing is masked.</summary>
    public Cotangent(Expr value, Expr? mask = null)
        : this(value, mask is null ? null : Mask.Of(mask), null, null) { }

    /// <summary>What a pass starts from: zeros that are given as constants are exactly 0, whatever follows; null if there is nothing else.</summary>
    public static Cotangent? Of(Expr given) =>
        given switch
        {
            Constant { Uniform: 0 } => null,
            Constant { Uniform: null } array when array.Value.Span.Contains(0) => new(given, given),
            _ => new(given),
        };

    /// <summary>Zeros that are given, as a cotangent that is shown on its way: they stay exactly 0 behind whatever follows.</summary>
    public static Cotangent OfZeros(Expr zeros) => new(zeros, Mask.Of(zeros), null, Nothing);

    /// <summary>Whether it is exactly 0 somewhere.</summary>
    public bool IsMasked => mask is not null;

    /// <summary>The value with the mask applied.</summary>
    public Expr Value => pending is null ? raw : pending.On(raw);

    /// <summary>More than 0 where it may flow, 0 where it is exactly 0.</summary>
    public Expr Held => mask is null ? Expr.Ones(raw.Shape) : mask.Holds;

    /// <summary>The product with a local partial derivative.</summary>
    public Cotangent Times(Partial p)
    {
        var before = p.KeepsZeros ? pending : mask;
        if (p.Mask is not { } condition)
            return new(p.Times(raw), mask, before, flow);
        var side = new Side(mask, flow, condition, p.IsOther) { Rival = p.Rival };
        var both = Mask.Of(side);
        return new(
            p.Times(raw),
            both,
            p.MakesZeros ? before
                : ReferenceEquals(before, mask) ? both
                : Mask.Of(side with { Within = before }),
            p.IsBranch ? Flow.Of(side) : flow
        );
    }

    /// <summary>What a map that is not of zeros and ones made of it. The mask ends here, as following it would cost as much as the map; but of nothing it made nothing.</summary>
    public Cotangent Across(Expr made) => Across([this], made);

    /// <summary>The same for a map of several.</summary>
    public static Cotangent Across(IReadOnlyList<Cotangent> from, Expr made)
    {
        if (from.All(part => part.raw.Shape.Size == 0))
            return new(made, Mask.Of(Expr.Zeros(made.Shape)), null, Nothing);
        if (Flow.Any(from.Select(part => part.flow)) is not { } flow)
            return new(made);
        return new(flow.On(made), Mask.Everywhere(flow, made.Shape), null, flow);
    }

    /// <summary>What a map of zeros and ones made of several, and of where they are held.</summary>
    public static Cotangent Through(IReadOnlyList<Cotangent> from, Expr made, Expr? held) =>
        new(
            made,
            held is null ? null : Mask.Moved(held),
            null,
            Flow.Any(from.Select(part => part.flow))
        );

    /// <summary>A map applied to it that copies elements and adds none up.</summary>
    public Cotangent Copied(Func<Expr, Expr> copy) =>
        raw.Shape.Size == 0 ? Through(copy) : new(copy(Value), mask?.Copied(copy), null, flow);

    /// <summary>A 0/1-valued linear map applied to it; what it reaches from masked places alone stays masked.</summary>
    public Cotangent Through(Func<Expr, Expr> move) => Through(v => [move(v)], 1)[0];

    /// <summary>The same for a map with several results, as the transpose of concat has.</summary>
    /// <param name="move">The map.</param>
    /// <param name="results">How many results it has.</param>
    /// <param name="fillsIn">Whether it puts zeros where nothing came from: they are exactly 0 too.</param>
    public Cotangent[] Through(
        Func<Expr, IReadOnlyList<Expr>> move,
        int results,
        bool fillsIn = false
    )
    {
        var values = move(Value);
        // What is made of nothing is filled in as well.
        fillsIn |= raw.Shape.Size == 0;
        var masks = mask is null && !fillsIn ? null : move(Held);
        var moved = new Cotangent[results];
        for (int i = 0; i < results; i++)
            moved[i] = new(
                values[i],
                masks is null ? null : Mask.Moved(masks[i]),
                null,
                raw.Shape.Size == 0 ? Nothing : flow
            );
        return moved;
    }

    /// <summary>The sum of what arrives by several paths: one n-ary sum, masked where every path is.</summary>
    public static Cotangent Join(IReadOnlyList<Cotangent> paths)
    {
        if (paths.Count == 1)
            return paths[0];
        var first = paths[0];
        bool masked = true,
            oneMask = true,
            onePending = true;
        foreach (var path in paths)
        {
            masked &= path.mask is not null;
            oneMask &= ReferenceEquals(path.mask, first.mask);
            onePending &= ReferenceEquals(path.pending, first.pending);
        }
        return new(
            Expr.Add([.. paths.Select(path => onePending ? path.raw : path.Value)]),
            oneMask ? first.mask
                : masked ? Mask.Any(paths.Select(path => path.mask!))
                : null,
            onePending ? first.pending : null,
            Flow.Any(paths.Select(path => path.flow))
        );
    }

    private static Flow Nothing => Flow.Of(Expr.Zeros(Shape.Scalar));
}
