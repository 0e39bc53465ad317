using System.Globalization;

namespace FunctionalGrad;

/// <summary>The nine steps on a graph.</summary>
internal sealed class GraphExamination
{
    private const int Small = 64;
    private const double Vague = 1e-5;

    private readonly Expr output;
    private Binding<double>[] at;
    private readonly (Expr Input, Expr Gradient)[]? given;
    private readonly GradientCheckOptions options;
    private readonly SeededRandom random;
    private readonly List<GradientStep> steps = [];

    public GraphExamination(
        Expr output,
        Binding<double>[] at,
        (Expr Input, Expr Gradient)[]? given,
        GradientCheckOptions options
    )
    {
        (this.output, this.at, this.given, this.options) = (output, at, given, options);
        random = new(options.Seed, "examination");
    }

    public GradientReport Report()
    {
        var inputs = Inputs();
        Input[] needed = [.. Tape.Of([output, .. Given()]).Inputs];
        _ = new Bindings<double>(needed, at, checkFinite: false);
        // The gradient may hold fewer inputs.
        at = Bindings<double>.ByInput(needed, at);
        if (inputs.Length == 0)
            return Ended(
                new Verdict.Pass(
                    "the expression has no inputs, so there is nothing to differentiate with respect to"
                )
            );
        if (inputs.All(input => input.Shape.Size == 0) || output.Shape.Size == 0)
            return Ended(new Verdict.Pass("there are no elements to compare"));
        // A Jacobian too large to fill is checked on a random weighting of its rows.
        long entries = inputs.Sum(input => (long)input.Shape.Size) * output.Shape.Size;
        bool weighted = output.Shape.Rank > 0 && entries > Small && options.Cost != CheckCost.Full;
        var function = weighted
            ? Expr.Sum(output * Expr.Constant(random.Signed(output.Shape)))
            : output;
        try
        {
            return Examine(inputs, function, weighted);
        }
        catch (NotDifferentiableException problem)
        {
            return Without(problem.Message);
        }
    }

    private GradientReport Examine(Expr[] inputs, Expr function, bool weighted)
    {
        var test = given is null
            ? GraphComparison.Of(function, inputs, at, options, hasRules: true)
            : GraphComparison.Of(
                function,
                inputs,
                [.. Given()],
                Connected(function, inputs),
                at,
                options
            );
        foreach (double value in test.Comparison.Here.Values)
            if (!double.IsFinite(value))
                return Without(NotFinite());
        Step(1, "purity", Purity(test), "two runs, value and gradient");
        if (given is null)
            Modes(inputs);
        else
        {
            Skip(2, "dot product", "the gradient was given, there is no forward mode of it");
            Skip(3, "linearity", "the gradient was given, there is no pullback of it");
        }
        var survey = new Survey(
            test.Comparison,
            [.. inputs.Select((input, i) => (input.Label, input.Shape, test.Connected[i]))],
            function.Shape,
            options,
            byConvention: given is null
        );
        var second =
            options.SecondOrder && given is null
                ? SecondOrder.Of(function, inputs, test, at, options)
                : null;
        var blame = Blamed(inputs, test, survey, second);
        if (blame is null)
            survey.Confirm(new PathCheck(test.Function, inputs, at, options).Along);
        // Where the function varies too fast for first derivatives, differences of these cannot accuse anybody.
        if (blame is null && second?.Verdict is Verdict.Fail && survey.Entries.Exists(IsVague))
            second = second with { Verdict = new Verdict.Inconclusive(second.Figure) };
        Steps(survey, second, blame, weighted);
        Blame? accused = null;
        if (options.ElementType == ElementType.Single)
        {
            (var single, accused) = SinglePrecision.Of(
                function,
                test.Gradient,
                at,
                mayAccuse: blame is null && given is null,
                options
            );
            steps.Add(single);
        }
        var entries = Conclusion.Entries(survey, strict: given is not null || blame is not null);
        return new(
            Conclusion.Of(steps, survey, entries, blame, given is not null),
            steps,
            entries,
            blame ?? accused,
            options.Seed
        );
    }

    /// <summary>
    /// Rules are looked at where something failed or drowned, and always where a node lies on a kink, between whose one-sided slopes many
    /// would pass, and behind an input that no gradient flows into: it may have been forgotten.
    /// </summary>
    private Blame? Blamed(
        IReadOnlyList<Expr> inputs,
        GraphComparison test,
        Survey survey,
        SecondOrder? second
    )
    {
        if (given is not null)
            return null;
        bool all =
            survey.Entries.Exists(item =>
                item.Entry.Verdict is Verdict.Fail || item.Finding.Drowned || item.Finding.IsExcused
            ) || steps.Exists(step => step.Verdict is Verdict.Fail);
        var used = Dependence.Used(output);
        var behind = Dependence.On(output, [.. inputs.Where((_, i) => !test.Connected[i])]);
        if (Accusation.First([output], at, 1, options, IsSuspect) is { } first)
            return first;
        return second?.Verdict is Verdict.Fail
            ? Accusation.First(second.Gradient, at, 1, options)
                ?? Accusation.First([output], at, 2, options)
            : null;

        bool IsSuspect(Apply node, NDArray<double>[] operands) =>
            used.Contains(node) && (all || behind.Contains(node) || OnKink(node, operands));
    }

    /// <summary>Whether differences know little of a first derivative: nothing, or less than five digits.</summary>
    private static bool IsVague(Surveyed item) =>
        item.Entry.Verdict is Verdict.Inconclusive
        || 10 * item.Finding.Error > Vague * Math.Abs(item.Entry.Analytic);

    private bool OnKink(Apply node, NDArray<double>[] operands) =>
        new RuleCheck(node, operands, options).IsOnKink;

    private Expr[] Inputs()
    {
        if (given is not null)
            return [.. given.Select(pair => Required(pair.Input))];
        if (options.Wrt is { } wrt)
            return [.. wrt.Select(Required)];
        return [.. Tape.Of(output).Inputs];
    }

    /// <summary>Into which inputs a gradient of the function flows, whatever the gradient that was given says.</summary>
    private static bool[] Connected(Expr function, Expr[] inputs)
    {
        try
        {
            var pulled = ReverseMode.Pull([function], [Expr.Ones(Shape.Scalar)], inputs);
            return Array.ConvertAll(pulled, flow => flow is not null);
        }
        catch (NotDifferentiableException)
        {
            return Array.ConvertAll(inputs, _ => true);
        }
    }

    private IEnumerable<Expr> Given() => given?.Select(pair => pair.Gradient) ?? [];

    private static Expr Required(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node as Input
            ?? throw new BindingException(
                $"gradient check: {node.Label} {node.Shape} is not an input, so it cannot be moved. Name the inputs below it."
            );
    }

    private Verdict Purity(GraphComparison test)
    {
        IReadOnlyList<Expr> all = [output, .. test.Gradient];
        var tape = Tape.Of(all);
        var first = Evaluate.Values<double>(tape, at);
        var second = Evaluate.Values<double>(tape, at);
        for (int i = 0; i < first.Count; i++)
            if (!first[i].SameBits(second[i]))
                return new Verdict.Fail(
                    $"two runs give different {(i == 0 ? "values" : "gradients")}: a kernel is not a function of its inputs"
                );
        return new Verdict.Pass();
    }

    private void Modes(Expr[] inputs)
    {
        var modes = ModeComparison.Of(output, inputs, at, random);
        Step(2, "dot product", modes.DotProduct, $"{Figure(modes.DotProductError)} of its terms");
        Step(3, "linearity", modes.Linearity, $"{Figure(modes.LinearityError)} of its terms");
    }

    private void Steps(Survey survey, SecondOrder? second, Blame? blame, bool weighted)
    {
        steps.AddRange(Conclusion.Differences(survey, given is not null || blame is not null));
        steps.Add(
            new(
                7,
                "cost",
                new Verdict.Pass(),
                weighted
                    ? $"{survey.Coverage}, of a random weighting of the {output.Shape.Size} outputs"
                    : survey.Coverage
            )
        );
        if (second is null)
            Skip(8, "second order", "not asked for");
        else
            Step(8, "second order", second.Verdict, second.Figure);
        Step(
            9,
            "blame",
            blame is null ? new Verdict.Pass() : new Verdict.Fail($"the rule of {blame.Primitive}"),
            "no rule is found to be wrong"
        );
    }

    private string NotFinite()
    {
        var function = new GraphFunction([output], [], at);
        for (int position = 0; position < function.Tape.Nodes.Count; position++)
            foreach (double value in function.ValueOf(position).Span)
                if (!double.IsFinite(value))
                    return $"the value is not finite at the point: the first that is not is {value.ToString(CultureInfo.InvariantCulture)}, of {function.Tape.Nodes[position].Label}";
        return "the value is not finite at the point";
    }

    private GradientReport Without(string reason) => Ended(new Verdict.Inconclusive(reason));

    private GradientReport Ended(Verdict verdict) => new(verdict, steps, [], null, options.Seed);

    private void Step(int number, string name, Verdict verdict, string figure) =>
        steps.Add(new(number, name, verdict, verdict.Why ?? figure));

    private void Skip(int number, string name, string why) =>
        steps.Add(new(number, name, new Verdict.Pass(why), why));

    private static string Figure(double error) =>
        error.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
