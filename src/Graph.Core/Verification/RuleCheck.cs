namespace FunctionalGrad;

/// <summary>Checks the derivative rule of one application alone, at the values that flow into it.</summary>
internal sealed class RuleCheck
{
    private const int AllRows = 64;
    private const int AllElements = 64;
    private const int OfEachKind = 4;
    private const int Directions = 2;

    private readonly Apply node;
    private readonly NDArray<double>[] operands;
    private readonly GradientCheckOptions options;
    private readonly Input[] inputs;
    private readonly Expr local;
    private readonly SeededRandom random;

    public RuleCheck(Apply node, NDArray<double>[] operands, GradientCheckOptions options)
    {
        (this.node, this.operands, this.options) = (node, operands, options);
        inputs =
        [
            .. operands.Select((value, i) => new Input($"x{i + 1}", value.Shape, InputOrigin.Data)),
        ];
        local = node.On(inputs);
        random = new(options.Seed, "rule");
    }

    /// <summary>The inputs bound to the operands.</summary>
    public IReadOnlyList<Binding<double>> At =>
        [.. inputs.Select((input, i) => new Binding<double>(input, operands[i]))];

    /// <summary>The application to inputs of its own.</summary>
    public Expr Local => local;

    /// <summary>Whether the application lies on a kink or tie.</summary>
    public bool IsOnKink => new KinkCheck(node, inputs, local, At, options).IsOnKink;

    /// <summary>In what the rule is wrong to the given order; null where nothing speaks against it.</summary>
    public RuleFault? Fault(int order)
    {
        if (node.Primitive.IsConstantByDecree)
            return order == 1 ? Disobedient() : null;
        if (
            node.Primitive.Derivative.Refusal((Apply)local) is not null
            || local.Shape.Size == 0
            || operands.Any(operand => !AllFinite(operand))
        )
            return null;
        try
        {
            return order == 1
                ? NotAdjoint()
                    ?? ByDifferences()
                    ?? new KinkCheck(node, inputs, local, At, options).Fault()
                : InSecondOrder();
        }
        catch (Exception problem) when (problem is BindingException or NotDifferentiableException)
        {
            return null;
        }
    }

    /// <summary>What is constant by decree has the derivative 0, whatever differences say.</summary>
    private RuleFault? Disobedient()
    {
        var pulled = ReverseMode.Pull([local], [Expr.Constant(random.Signed(local.Shape))], inputs);
        for (int i = 0; i < inputs.Length; i++)
            if (pulled[i] is { } flow)
                if (new GraphFunction([flow], [], At).Here.AsSpan().ContainsAnyExcept(0))
                    return new(
                        i,
                        null,
                        1,
                        "it is constant by decree, but its rule passes a gradient on"
                    );
        return null;
    }

    /// <summary>Forward against reverse mode, and linearity in the cotangent.</summary>
    private RuleFault? NotAdjoint()
    {
        var modes = ModeComparison.Of(local, inputs, At, random);
        return modes.Linearity is Verdict.Fail nonlinear ? new(null, null, 1, nonlinear.Reason)
            : modes.DotProduct is Verdict.Fail unequal ? new(null, null, 1, unequal.Reason)
            : null;
    }

    private RuleFault? ByDifferences()
    {
        bool rows = (long)local.Shape.Size * operands.Sum(o => (long)o.Shape.Size) <= AllRows;
        Expr function = rows ? local : Weighted(local, random.Signed(local.Shape));
        return Compared(function, 1, weighted: !rows);
    }

    private RuleFault? InSecondOrder()
    {
        var function = Weighted(local, random.Signed(local.Shape));
        var gradient = ReverseMode.Pull([function], [Expr.Ones(Shape.Scalar)], inputs);
        var terms = new List<Expr> { Expr.Zeros(Shape.Scalar) };
        for (int i = 0; i < inputs.Length; i++)
            if (gradient[i] is { } g)
                terms.Add(Weighted(g, random.Signed(g.Shape)));
        return Compared(Expr.Add([.. terms]), 2, weighted: true);
    }

    /// <summary>A weighted sum of how far the elements have moved, so that none drowns beside another that is huge and stays.</summary>
    private Expr Weighted(Expr elements, NDArray<double> weights)
    {
        var here = new GraphFunction([elements], [], At).Outputs[0];
        return Expr.Sum((elements - Expr.Constant(here)) * Expr.Constant(weights));
    }

    private RuleFault? Compared(Expr function, int order, bool weighted)
    {
        var test = GraphComparison.Of(function, inputs, At, options, held: order == 1);
        if (test.Comparison.Point.Length == 0)
            return null;
        int start = 0;
        for (int operand = 0; operand < inputs.Length; operand++)
        {
            int count = inputs[operand].Shape.Size;
            foreach (int element in Elements(test.Comparison.Analytic, start, count))
                if (
                    Failure(
                        test.Comparison,
                        Direction.Of(test.Comparison.Point, start + element),
                        weighted
                    ) is
                    { } reason
                )
                    return new(operand, element, order, reason);
            for (int i = 0; i < Directions && count > 1; i++)
                if (
                    Failure(
                        test.Comparison,
                        Direction.Random(test.Comparison.Point, start, count, random),
                        weighted
                    ) is
                    { } reason
                )
                    return new(operand, null, order, reason);
            start += count;
        }
        return null;
    }

    /// <summary>A kink is judged by one output element at a time: of a weighted sum of several the right slope may lie outside the one-sided ones.</summary>
    internal static string? Failure(
        JacobianComparison comparison,
        Direction direction,
        bool weighted
    )
    {
        foreach (var finding in comparison.Along(direction))
            if (finding.Verdict is Verdict.Fail fail)
                if (!weighted || finding.Estimate is Estimate.Slope { OnEdge: false })
                    return fail.Reason;
        return null;
    }

    /// <summary>All elements of a small operand; of others the largest derivatives and random ones.</summary>
    private IEnumerable<int> Elements(double[][] analytic, int start, int count) =>
        count <= AllElements
            ? Enumerable.Range(0, count)
            : Enumerable
                .Range(0, count)
                .OrderByDescending(i => analytic.Max(row => Math.Abs(row[start + i])))
                .Take(OfEachKind)
                .Concat(Enumerable.Range(0, OfEachKind).Select(_ => random.Below(count)))
                .Distinct();

    private static bool AllFinite(NDArray<double> array)
    {
        foreach (double element in array.Span)
            if (!double.IsFinite(element))
                return false;
        return true;
    }
}
