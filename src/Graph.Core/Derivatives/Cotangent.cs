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
    private readonly Expr? mask;
    private readonly Expr? pending;
    private readonly Expr? flows;

    /// <param name="raw">The value where <paramref name="pending"/> holds; anything elsewhere.</param>
    /// <param name="mask">Where it is 0 the value is strongly zero; null where nothing is masked.</param>
    /// <param name="pending">What of the mask is still to be applied.</param>
    /// <param name="flows">A scalar, 0 where a select has left nothing of it at all; null behind no select.</param>
    private Cotangent(Expr raw, Expr? mask, Expr? pending, Expr? flows) =>
        (this.raw, this.mask, this.pending, this.flows) = (raw, mask, pending, flows);

    /// <summary>A value, 0 where the mask is; null where nothing is masked.</summary>
    public Cotangent(Expr value, Expr? mask = null)
        : this(value, mask, null, null) { }

    /// <summary>What a pass starts from: zeros that are given as constants are exactly 0, whatever follows; null if there is nothing else.</summary>
    public static Cotangent? Of(Expr given) =>
        given switch
        {
            Constant { Uniform: 0 } => null,
            Constant { Uniform: null } array when array.Value.Span.Contains(0) => new(given, given),
            _ => new(given),
        };

    /// <summary>Whether it is exactly 0 somewhere.</summary>
    public bool IsMasked => mask is not null;

    /// <summary>The value with the mask applied.</summary>
    public Expr Value => pending is null ? raw : Expr.Where(pending, raw, 0);

    /// <summary>1 where it may flow, 0 where it is exactly 0.</summary>
    public Expr Held => mask is null ? Expr.Ones(raw.Shape) : Holds(mask);

    /// <summary>The product with a local partial derivative.</summary>
    public Cotangent Times(Partial p)
    {
        var both = Both(mask, p.Mask);
        return new(
            p.Times(raw),
            both,
            Both(p.KeepsZeros ? pending : mask, p.IsStrong ? null : p.Mask),
            p.IsBranch ? Anywhere(both!) : flows
        );
    }

    /// <summary>What a map that is not of zeros and ones made of it. The mask ends here, as following it would cost as much as the map; but of nothing it made nothing.</summary>
    public Cotangent Across(Expr made) => Across([this], made);

    /// <summary>The same for a map of several.</summary>
    public static Cotangent Across(IReadOnlyList<Cotangent> from, Expr made)
    {
        if (from.All(part => part.raw.Shape.Size == 0))
            return new(made, Expr.Zeros(made.Shape), null, Expr.Zeros(Shape.Scalar));
        if (FlowsOf(from) is not { } flows)
            return new(made);
        var everywhere = Expr.Broadcast(flows, made.Shape);
        return new(made, everywhere, everywhere, flows);
    }

    /// <summary>What a map of zeros and ones made of several, and of their masks.</summary>
    public static Cotangent Through(IReadOnlyList<Cotangent> from, Expr made, Expr? mask) =>
        new(made, mask, null, FlowsOf(from));

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
                masks is null ? null : Expr.NotEqualTo(masks[i], 0),
                null,
                raw.Shape.Size == 0 ? Expr.Zeros(Shape.Scalar) : flows
            );
        return moved;
    }

    /// <summary>The sum of what arrives by several paths: one n-ary sum, masked where every path is.</summary>
    public static Cotangent Join(IReadOnlyList<Cotangent> paths)
    {
        if (paths.Count == 1)
            return paths[0];
        var first = paths[0];
        bool alike = true,
            masked = true;
        foreach (var path in paths)
        {
            alike &=
                ReferenceEquals(path.mask, first.mask)
                && ReferenceEquals(path.pending, first.pending)
                && ReferenceEquals(path.flows, first.flows);
            masked &= path.mask is not null;
        }
        return alike
            ? new(
                Expr.Add([.. paths.Select(path => path.raw)]),
                first.mask,
                first.pending,
                first.flows
            )
            : new(
                Expr.Add([.. paths.Select(path => path.Value)]),
                masked ? Any([.. paths.Select(path => path.mask!)]) : null,
                null,
                FlowsOf(paths)
            );
    }

    /// <summary>A scalar, 0 where nothing of any is left; null where one is behind no select.</summary>
    private static Expr? FlowsOf(IReadOnlyList<Cotangent> paths)
    {
        var first = paths[0].flows;
        bool alike = true,
            guarded = true;
        foreach (var path in paths)
        {
            alike &= ReferenceEquals(path.flows, first);
            guarded &= path.flows is not null;
        }
        return alike ? first
            : guarded ? Any([.. paths.Select(path => path.flows!)])
            : null;
    }

    /// <summary>1 where the mask holds, else 0: a condition may have any value but 0, and conditions are about to be added up.</summary>
    private static Expr Holds(Expr mask) =>
        mask is Apply { Primitive.Algebra.Truth: true } ? mask : Expr.NotEqualTo(mask, 0);

    /// <summary>Not 0 where one of them is not; one node for two.</summary>
    private static Expr Any(Expr[] masks) =>
        masks.Length == 2
            ? Expr.Where(masks[0], masks[0], masks[1])
            : Expr.NotEqualTo(Expr.Add([.. masks.Select(Holds)]), 0);

    /// <summary>A scalar, for how many elements the mask holds.</summary>
    private static Expr Anywhere(Expr mask) => Expr.Sum(Holds(mask));

    private static Expr? Both(Expr? a, Expr? b) =>
        a is null || ReferenceEquals(a, b) ? b
        : b is null ? a
        : Expr.Where(a, b, 0);
}
