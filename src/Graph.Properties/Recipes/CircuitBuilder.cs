namespace FunctionalGrad.Properties;

/// <summary>Builds the graph of one recipe, slot by slot.</summary>
internal sealed class CircuitBuilder(Recipe recipe)
{
    private readonly List<Expr> slots = [];
    private readonly List<Primitive?> makers = [];
    private readonly List<(Primitive, Primitive)> pairs = [];
    private readonly SortedSet<int> unused = [];

    public Circuit Build()
    {
        foreach (var leaf in recipe.Leaves)
            Add(Expr.Input($"x{slots.Count}", leaf.Shape.Lengths), null);
        Expr[] inputs = [.. slots];
        foreach (var step in recipe.Steps)
        {
            if (step is Step.Use use)
                Apply(use);
            else if (step is Step.Number number)
                Add(Constant(number), null);
            unused.Add(slots.Count - 1);
        }
        Expr[] outputs =
        [
            .. unused
                .Reverse()
                .Take(Math.Max(1, recipe.Outputs))
                .DefaultIfEmpty(0)
                .Select(slot => slots[slot]),
        ];
        var scalar = outputs.Select(Circuit.Weighted).Aggregate((a, b) => a + b);
        return new(inputs, [.. recipe.Leaves.Select(leaf => leaf.Point)], outputs, scalar, pairs);
    }

    private void Add(Expr made, Primitive? maker)
    {
        slots.Add(made);
        makers.Add(maker);
    }

    private static Expr Constant(Step.Number number) =>
        number.Values is [var value]
            ? Expr.Fill(number.Shape, value)
            : Expr.Constant(Numbers.Repeated(number.Shape, number.Values));

    private void Apply(Step.Use use)
    {
        int[] chosen = [.. use.Operands.Select(slot => slot % slots.Count)];
        unused.ExceptWith(chosen);
        var first = slots[chosen[0]];
        var last = slots[chosen[^1]];
        var random = new Random(use.Choice);
        var signature = Signature.Of(use.Primitive);
        // A number has no axes to reduce: it is copied into a shape that has.
        var drawn = signature.Draw(random, last.Shape) ?? signature.Draw(random, [2, 3]);
        if (drawn is not var (needs, attributes))
        {
            Add(first, makers[chosen[0]]);
            return;
        }
        var operands = new Expr[needs.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            int slot = chosen[i % chosen.Length];
            operands[i] = Brought(slots[slot], needs[i], random, use, i);
            if (needs[i] is not Operand.Index && makers[slot] is { } producer)
                pairs.Add((use.Primitive, producer));
        }
        var y = use.Primitive.Apply(attributes, operands);
        // What has no derivative takes part as the condition of a select.
        Add(
            signature.IsDifferentiable
                ? y
                : Expr.Where(y, Fitting.Into(y.Shape, first), Fitting.Into(y.Shape, last)),
            use.Primitive
        );
    }

    /// <summary>The expression as the operand that the primitive needs in that place.</summary>
    private static Expr Brought(Expr x, Operand need, Random random, Step.Use use, int place) =>
        need switch
        {
            Operand.Real real => use.Inside
                ? Fitting.Into(use.Primitive.Domain[place], Fitting.Into(real.Shape, x))
                : Fitting.Into(real.Shape, x),
            Operand.Index index => Expr.Constant(
                Numbers.Of(index.Shape, _ => random.Next(Math.Max(1, index.Bound)))
            ),
            _ => Fitting.Into(need.Shape, x) > 0,
        };
}
