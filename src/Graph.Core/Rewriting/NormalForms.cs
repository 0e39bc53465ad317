namespace FunctionalGrad;

/// <summary>The simplified nodes met so far, each once; a new node is rewritten until no identity applies.</summary>
internal sealed class NormalForms
{
    private const int MostSteps = 100;

    private readonly MergedNodes forms = new();
    private readonly Dictionary<Expr, int> numbers = [];

    /// <summary>The nodes met so far, in order.</summary>
    public MergedNodes Nodes => forms;

    /// <summary>The number of a simplified form.</summary>
    public int NumberOf(Expr form) => numbers[form];

    /// <summary>The simplified form of a node whose inputs are simplified.</summary>
    public Expr Of(Expr node)
    {
        Span<int> few = stackalloc int[4];
        for (int step = 0; !numbers.ContainsKey(node); step++)
        {
            var inputs = NumbersOf(node, few);
            int equal = forms.Find(node, inputs);
            if (equal >= 0)
                return forms.Nodes[equal];
            if (
                step == MostSteps
                || node is not Apply apply
                || Identities.Step(apply) is not { } simpler
            )
            {
                numbers.Add(node, forms.FindOrAdd(node, inputs, out _));
                return node;
            }
            node = OnForms(simpler);
        }
        return node;
    }

    /// <summary>What a rewrite yielded, on simplified inputs: it may have made several new nodes, one on another.</summary>
    private Expr OnForms(Expr made)
    {
        if (numbers.ContainsKey(made) || made is not Apply outer || AreForms(outer.Inputs))
            return made;
        var pending = new Stack<Apply>([outer]);
        var formOf = new Dictionary<Expr, Expr>();
        Expr Form(Expr node) => formOf.GetValueOrDefault(node, node);
        while (pending.TryPeek(out var node))
        {
            if (formOf.ContainsKey(node))
            {
                pending.Pop();
                continue;
            }
            int before = pending.Count;
            foreach (var input in node.Inputs)
                if (!numbers.ContainsKey(Form(input)))
                    if (input is Apply inner)
                        pending.Push(inner);
                    else
                        formOf[input] = Of(input);
            if (pending.Count > before)
                continue;
            pending.Pop();
            var placed = node.On(Array.ConvertAll(node.Inputs.ToArray(), Form));
            if (pending.Count == 0)
                return placed;
            formOf[node] = Of(placed);
        }
        return made;
    }

    private bool AreForms(ReadOnlySpan<Expr> nodes)
    {
        foreach (var node in nodes)
            if (!numbers.ContainsKey(node))
                return false;
        return true;
    }

    private Span<int> NumbersOf(Expr node, Span<int> few)
    {
        ReadOnlySpan<Expr> inputs = node is Apply apply ? apply.Inputs : [];
        var found = inputs.Length <= few.Length ? few[..inputs.Length] : new int[inputs.Length];
        for (int i = 0; i < found.Length; i++)
            found[i] = numbers[inputs[i]];
        return found;
    }
}
