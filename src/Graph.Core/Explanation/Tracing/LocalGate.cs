namespace FunctionalGrad;

/// <summary>One gate cut out of its graph: its inputs are symbols named like the nodes of the trace, so that its rule can be read by itself.</summary>
internal sealed class LocalGate
{
    private readonly TraceNode node;
    private readonly TraceNode[] operands;
    private readonly bool[] flows;
    private readonly Lazy<Parts> parts;

    /// <param name="node">The gate.</param>
    /// <param name="operands">The nodes of its inputs, in order.</param>
    /// <param name="flows">To which of them anything flows.</param>
    public LocalGate(TraceNode node, TraceNode[] operands, bool[] flows)
    {
        (this.node, this.operands, this.flows) = (node, operands, flows);
        parts = new(Cut);
    }

    public TraceNode Node => node;

    public IReadOnlyList<TraceNode> Operands => operands;

    public Apply Apply => (Apply)node.Expr;

    /// <summary>Whether each output element depends on the input elements in its own place alone.</summary>
    public bool IsElementwise => Apply.Primitive.Derivative is ElementwiseDerivative;

    private sealed record Parts(
        Apply Local,
        IReadOnlyDictionary<Expr, TraceNode> Symbols,
        Expr Upstream,
        Cotangent?[] Pulled,
        Lazy<Cotangent?[]> Partials
    );

    /// <summary>The rule for one input to which something flows.</summary>
    public LocalRule RuleOf(int input)
    {
        var (_, _, upstream, pulled, partials) = parts.Value;
        var text = new Formula(FormulaStyle.Compact, Leaf(FormulaStyle.Compact), Stood);
        var latex = new Formula(FormulaStyle.Latex, Leaf(FormulaStyle.Latex), Stood);
        var pullback = pulled[input]!.Value.Value;
        bool hasPartial =
            IsElementwise || (node.Shape.Size == 1 && operands[input].Shape.Size == 1);
        var partial = hasPartial ? partials.Value[input]?.Value : null;
        var value = partial is null ? null : Evaluate.Value(partial, Bound());
        return new LocalRule
        {
            Pullback = pullback,
            UpstreamName = ((Input)upstream).Name,
            PullbackText = text.Of(pullback),
            PullbackLatex = latex.Of(pullback),
            Partial = partial,
            PartialText = partial is null ? null : text.Factor(partial),
            Value = value,
            Decreed = partial is null ? 0 : Decreed(partial, value!),
            Jacobian = JacobianOf(input, value),
        };
    }

    /// <summary>At how many elements a rule has a finite value and the formula that it is written out as has none.</summary>
    private int Decreed(Expr partial, NDArray<double> value)
    {
        var written = Formula.InKnownOperations(partial);
        if (ReferenceEquals(written, partial))
            return 0;
        var naive = Evaluate.Value(written, Bound());
        return Enumerable
            .Range(0, value.Shape.Size)
            .Count(i => double.IsFinite(value.Span[i]) && !double.IsFinite(naive.Span[i]));
    }

    /// <summary>0 where the gate itself does not take the branch of an input; null where it has no branches.</summary>
    public NDArray<double>? BranchOf(int input) =>
        Apply.Primitive.Branch is not null
        && parts.Value.Partials.Value[input] is { IsMasked: true } partial
            ? Evaluate.Value(partial.Held, Bound())
            : null;

    /// <summary>The contribution to an input, over the symbols of this gate.</summary>
    public Expr PullbackFor(int input) => parts.Value.Pulled[input]!.Value.Value;

    /// <summary>The partial derivative in an input, over the symbols of this gate.</summary>
    public Expr RuleFor(int input) => parts.Value.Partials.Value[input]!.Value.Value;

    /// <summary>How a symbol, the gate itself or its upstream gradient is written.</summary>
    public Func<Expr, FormulaTerm?> Leaf(FormulaStyle style)
    {
        var (_, symbols, upstream, _, _) = parts.Value;
        return expr =>
            IsGate(expr) ? style.Name(node.Name)
            : ReferenceEquals(expr, upstream) ? style.Derivative(node.Name)
            : symbols.TryGetValue(expr, out var operand) && !operand.IsNumber
                ? style.Name(operand.Name)
            : null;
    }

    /// <summary>The node of the graph that a symbol stands for.</summary>
    public Expr Stood(Expr expr) =>
        parts.Value.Symbols.TryGetValue(expr, out var operand) ? operand.Expr : expr;

    /// <summary>The same with numbers in place of names.</summary>
    public Func<Expr, FormulaTerm?> Numbered(FormulaStyle style, bool upstreamOnly)
    {
        var names = Leaf(style);
        var (_, symbols, upstream, _, _) = parts.Value;
        return expr =>
            ReferenceEquals(expr, upstream) ? style.Value(node.Gradient!)
            : upstreamOnly ? names(expr)
            : IsGate(expr) ? style.Value(node.Value)
            : symbols.TryGetValue(expr, out var operand) ? style.Value(operand.Value)
            : expr is Apply { Primitive.Notation.IsLookedUp: true }
                ? style.Value(Evaluate.Value(expr, [.. Bound(), new(upstream, node.Gradient!)]))
            : null;
    }

    /// <summary>Whether it is the gate itself, or made anew of the same: the sigmoid in 1 - sigmoid(x).</summary>
    private bool IsGate(Expr expr) =>
        ReferenceEquals(expr, parts.Value.Local)
        || (
            expr is Apply apply
            && ReferenceEquals(apply.Primitive, parts.Value.Local.Primitive)
            && apply.Attributes.Equals(parts.Value.Local.Attributes)
            && apply.Inputs.SequenceEqual(parts.Value.Local.Inputs)
        );

    public Binding<double>[] Bound() =>
        [
            .. parts
                .Value.Symbols.Where(pair => pair.Key is Input)
                .Select(pair => new Binding<double>(pair.Key, pair.Value.Value)),
        ];

    private Parts Cut()
    {
        var stands = new Dictionary<int, Expr>();
        var inputs = new Expr[operands.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            var operand = operands[i];
            if (!stands.TryGetValue(operand.Id, out var stand))
                stands[operand.Id] = stand =
                    operand.Expr is Constant
                        ? operand.Expr
                        : new Input(operand.Name, operand.Shape, InputOrigin.Data);
            inputs[i] = stand;
        }
        var local = Apply.On(inputs);
        string name = $"upstream of {node.Name}";
        while (operands.Any(operand => operand.Name == name))
            name += "'";
        var upstream = new Input(name, node.Shape, InputOrigin.Data);
        var rule = Apply.Primitive.Derivative;
        return new(
            local,
            operands
                .DistinctBy(operand => operand.Id)
                .ToDictionary(operand => stands[operand.Id], operand => operand),
            upstream,
            rule.Pull(local, new Cotangent(upstream), flows),
            new(() => rule.Pull(local, new Cotangent(Expr.Ones(node.Shape)), flows))
        );
    }

    private NDArray<double>? JacobianOf(int input, NDArray<double>? value)
    {
        int rows = node.Shape.Size,
            columns = operands[input].Shape.Size;
        if ((long)rows * columns > LocalRule.LargestJacobian)
            return null;
        if (value is not null)
            return NDArray<double>.Create(
                [rows, columns],
                entries =>
                {
                    for (int i = 0; i < rows; i++)
                        entries[i * columns + i] = value.Span[i];
                }
            );
        var entries = new double[rows * columns];
        for (int row = 0; row < rows; row++)
            Row(input, row).Span.CopyTo(entries.AsSpan(row * columns));
        return NDArray<double>.Adopt([rows, columns], entries);
    }

    /// <summary>A row is the pullback of a unit; its zeros are strong, so that an infinite entry leaves the others alone.</summary>
    private NDArray<double> Row(int input, int row)
    {
        var unit = Expr.Constant(NDArray<double>.Create(node.Shape, g => g[row] = 1));
        var pulled = Apply.Primitive.Derivative.Pull(
            parts.Value.Local,
            Cotangent.Of(unit)!.Value,
            flows
        );
        return pulled[input] is { } g
            ? Evaluate.Value(g.Value, Bound())
            : NDArray<double>.Fill(operands[input].Shape, 0);
    }
}
