namespace FunctionalGrad;

/// <summary>Derives the gradient of each node from those found before.</summary>
internal sealed class DerivationList(BackwardTrace trace)
{
    private readonly ILookup<int, (BackwardEvent Event, BackwardEdge Edge)> arriving = trace
        .Events.SelectMany(each => each.Edges.Select(edge => (Event: each, Edge: edge)))
        .Where(pair => pair.Edge.Flow == EdgeFlow.Flows)
        .ToLookup(pair => pair.Edge.Into.Id);

    private readonly Lazy<bool> decides = new(() => trace.Nodes.Any(node => node.IsOnBoundary));

    /// <summary>The output first, then each node behind all that its gradient is made of; numbers written in the graph are left out.</summary>
    public IReadOnlyList<Derivation> All() => [.. Order().Select(Of)];

    /// <summary>The first and the last of them, so many in all.</summary>
    public IReadOnlyList<Derivation> Ends(int most)
    {
        TraceNode[] order = [.. Order()];
        return order.Length <= most
            ? All()
            : [.. order.Take(most - most / 2).Concat(order[^(most / 2)..]).Select(Of)];
    }

    private IEnumerable<TraceNode> Order() =>
        trace
            .Events.Select(each => each.Node)
            .Concat(trace.Nodes)
            .Where(node => !node.IsNumber || node.Id == trace.Output.Id)
            .DistinctBy(node => node.Id);

    private bool IsScalar => trace.Output.Shape.Rank == 0;

    private Derivation Of(TraceNode node)
    {
        string title = Title(node);
        string result = node.Gradient is { } g ? LatexText.Value(g).Text : "0";
        var paths = arriving[node.Id]
            .Select(pair => PathOf(pair.Event, pair.Edge, arriving[node.Id].Count()))
            .ToArray();
        string reason = string.Join(
            ' ',
            [
                Reason(node, paths.Length),
                .. Conventions(node),
                .. Remarked(node),
                .. NotFinite(node),
                .. Undefined(node),
            ]
        );
        return new Derivation(node, title, paths, result, reason);
    }

    private string Title(TraceNode node) =>
        IsScalar && node.Shape.Rank == 0
            ? $@"\frac{{\partial {LatexText.Name(trace.Differentiated)}}}{{\partial {Name(node)}}}"
            : FormulaStyle.Latex.Derivative(node.Name).Text;

    private string Reason(TraceNode node, int paths)
    {
        string name = PlainText.Visible(node.Name);
        if (node.Id == trace.Output.Id && trace.IsPart)
            return $"The backward pass starts at {name} with the gradient of a loss {trace.Differentiated} that is given: d{name} stands for d{trace.Differentiated}/d{name}.";
        if (node.Id == trace.Output.Id)
            return $"The backward pass starts at {name} itself: a thing changes as fast as itself.";
        if (node.IsConstant)
            return $"{name} is a constant: it depends on nothing that a gradient is asked for.";
        if (node.Gradient is null)
            return $"{name} is not differentiated: what reads it, such as a condition or a list of positions, lets no gradient pass, so the derivative is 0.";
        return paths > 1
            ? $"{name} is used {Numbers.Whole(paths)} times: the contributions of all paths add up.{Direct(node)}"
            : $"One path leads to {name}: upstream times local.";
    }

    private bool IsOutputItself(TraceNode gate) =>
        IsScalar && gate.Id == trace.Output.Id && !trace.IsPart;

    /// <summary>What is held fixed in a local derivative of the output, which else would read like the whole one.</summary>
    private static string Held(BackwardEvent each, BackwardEdge edge)
    {
        string[] others =
        [
            .. each
                .Edges.Where(other => other.Into.Id != edge.Into.Id && !other.Into.IsNumber)
                .Select(other => Name(other.Into))
                .Distinct(),
        ];
        return others.Length > 0
            ? $@"{string.Join(", ", others)} \text{{ fixed}}"
            : $@"\text{{input {Numbers.Whole(edge.InputIndex + 1)} alone}}";
    }

    private string Direct(TraceNode node) =>
        IsScalar
        && node.Shape.Rank == 0
        && arriving[node.Id].FirstOrDefault(pair => IsOutputItself(pair.Event.Node)).Event
            is { } last
            ? $" In parentheses stands what {PlainText.Visible(last.Node.Name)} changes by if {PlainText.Visible(node.Name)} moves in this one place alone."
            : "";

    /// <summary>Of the gates that it goes through, and of what decides in them: its own branch too, where it decides itself.</summary>
    private IEnumerable<string> Conventions(TraceNode node) =>
        from gate in arriving[node.Id]
            .SelectMany(pair => Deciding(pair.Event.Node).Prepend(pair.Event.Node))
            .Concat(node.IsOnBoundary ? [node] : [])
            .DistinctBy(gate => gate.Id)
        let told = Remarks.OnKink(gate)
        where told is not null
        select $"{PlainText.Visible(gate.Name)} is {told}.";

    /// <summary>What a gate reads that is on a boundary: conditions, and what they are made of.</summary>
    private List<TraceNode> Deciding(TraceNode gate)
    {
        var found = new List<TraceNode>();
        if (!decides.Value)
            return found;
        var pending = new Stack<int>(gate.Inputs.Reverse());
        var seen = new HashSet<int>();
        while (pending.TryPop(out int id))
            if (seen.Add(id) && trace.Nodes[id] is var node)
                if (node.IsOnBoundary)
                    found.Add(node);
                else if (node.Gradient is null)
                    foreach (int input in node.Inputs.Reverse())
                        pending.Push(input);
        return found;
    }

    private IEnumerable<string> Remarked(TraceNode node) =>
        from pair in arriving[node.Id]
        from said in Remarks.Of(pair.Event, pair.Edge)
        select $"Through {PlainText.Visible(pair.Event.Node.Name)}: {said}.";

    private IEnumerable<string> Undefined(TraceNode node) =>
        Remarks.Undefined(trace) is { } undefined && undefined.Edge.Into.Id == node.Id
            ? [$"Not a number: {undefined.Sentence}."]
            : [];

    /// <summary>Said of the value where it begins, and of the gradients that the step makes where they begin.</summary>
    private IEnumerable<string> NotFinite(TraceNode node) =>
        from origin in trace.NotFinite.Told
        where
            origin.Event is { } each
                ? arriving[node.Id]
                    .Any(pair =>
                        pair.Event.Step == each.Step
                        && !FunctionalGrad.NotFinite.IsFinite(pair.Edge.Contribution!)
                    )
            : origin.Node is { } begins ? begins.Id == node.Id
            : node.Id == trace.Output.Id
        select $"Not finite: {origin.Sentence}.";

    private DerivationPath PathOf(BackwardEvent each, BackwardEdge edge, int paths)
    {
        var gate = each.Node;
        var local = edge.Local!;
        var cut = new LocalGate(
            gate,
            [.. each.Edges.Select(other => other.Into)],
            [.. each.Edges.Select(other => other.Flow == EdgeFlow.Flows)]
        );
        var style = FormulaStyle.Latex;
        string result = Term(style.Value(edge.Contribution!));
        // On a kink or tie, and beside NaN, the rule is a convention, which no formula of its numbers says.
        bool byConvention =
            gate.Kinks.Count > 0
            || (
                local.Value is { } known
                && known.Span.ContainsAny([double.NaN])
                && ((Apply)gate.Expr).Primitive.Branch is not null
            );
        if (local.Partial is not null && gate.Shape.Rank == 0 && edge.Into.Shape.Rank == 0)
        {
            var rule = cut.RuleFor(edge.InputIndex);
            string upstream = Times(style.Value(each.Upstream));
            string symbols = Times(new Formula(style, cut.Leaf(style), cut.Stood).TermOf(rule));
            string numbers = Times(
                byConvention
                    ? style.Value(local.Value!)
                    : new Formula(style, cut.Numbered(style, upstreamOnly: false)).TermOf(rule)
            );
            string derivative = $@"\frac{{\partial {Name(gate)}}}{{\partial {Name(edge.Into)}}}";
            // What the output's own gate adds is not all that the output changes by.
            if (paths > 1 && IsOutputItself(gate))
                derivative = $@"\left({derivative}\right)_{{{Held(each, edge)}}}";
            return new(
                gate,
                $@"{Title(gate)} \cdot {derivative}",
                $@"{upstream} \cdot {symbols}",
                $@"{upstream} \cdot {numbers}",
                result,
                null
            );
        }
        var pullback = cut.PullbackFor(edge.InputIndex);
        string allNumbers =
            byConvention && local.Value is { } weights
                ? $@"{Term(style.Value(each.Upstream))} \odot {Term(style.Value(weights))}"
                : Term(
                    new Formula(style, cut.Numbered(style, upstreamOnly: false)).TermOf(pullback)
                );
        return new(
            gate,
            Term(new Formula(style, cut.Leaf(style), cut.Stood).TermOf(pullback)),
            Term(
                new Formula(style, cut.Numbered(style, upstreamOnly: true), cut.Stood).TermOf(
                    pullback
                )
            ),
            allNumbers,
            result,
            $"{LatexText.Shape(edge.Into.Shape)} = {Shapes(pullback)}"
        );
    }

    /// <summary>The last step of a pullback, with shapes in place of what it is applied to.</summary>
    private static string Shapes(Expr pullback)
    {
        if (pullback is not Apply apply)
            return LatexText.Shape(pullback.Shape);
        FormulaTerm[] shapes = Array.ConvertAll(
            apply.Inputs.ToArray(),
            input => new FormulaTerm(
                LatexText.Shape(input is Constant { Uniform: not null } ? [] : input.Shape),
                FormulaTerm.Atom
            )
        );
        // Functions of elements keep the shape that all of their inputs have.
        return
            apply.Primitive.Derivative is ElementwiseDerivative
            && FormulaStyle.Latex.Precedence(apply.Primitive.Notation.For(apply)) is not (1 or 2)
            ? string.Join(@" \odot ", shapes.Select(shape => shape.Text))
            : Formula.Applied(FormulaStyle.Latex, apply, shapes).Text;
    }

    /// <summary>In a sum of paths, a sum of its own is put in parentheses.</summary>
    private static string Term(FormulaTerm term) =>
        term.Precedence <= 1 ? $@"\left({term.Text}\right)" : term.Text;

    private static string Times(FormulaTerm term) =>
        term.Precedence <= 2 || term.Text.StartsWith('-')
            ? $@"\left({term.Text}\right)"
            : term.Text;

    private static string Name(TraceNode node) => LatexText.Name(node.Name);
}
