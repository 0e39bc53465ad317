namespace FunctionalGrad.Properties;

/// <summary>A random graph as plain data: inputs, then constants and primitives on earlier slots. Every recipe can be built, and shrunk.</summary>
/// <remarks>Slots are used several times, so that sharing arises by itself. It prints as the DSL source of its graph.</remarks>
public sealed record Recipe
{
    /// <summary>A recipe.</summary>
    /// <param name="leaves">Its inputs, at least one.</param>
    /// <param name="steps">What is made of them, in order.</param>
    /// <param name="outputs">How many of the last slots that nothing uses are outputs.</param>
    public Recipe(IEnumerable<Leaf> leaves, IEnumerable<Step> steps, int outputs)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(steps);
        Leaves = [.. leaves];
        Steps = [.. steps];
        Outputs = outputs;
        if (Leaves.Count == 0)
            throw new ArgumentException("recipe: it needs at least one input.", nameof(leaves));
    }

    /// <summary>Its inputs.</summary>
    public IReadOnlyList<Leaf> Leaves { get; }

    /// <summary>What is made of them, in order.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>How many of the last slots that nothing uses are outputs.</summary>
    public int Outputs { get; init; }

    /// <summary>Builds the graph.</summary>
    /// <param name="replace">Given a primitive, the one to apply in its place, everywhere in the graph: so a wrong primitive gets into a random graph.</param>
    public Circuit Build(Func<Primitive, Primitive>? replace = null)
    {
        var built = new CircuitBuilder(this).Build();
        return replace is null ? built : Replacement.In(built, replace);
    }

    /// <summary>The same recipe with one input replaced.</summary>
    public Recipe With(int index, Leaf leaf) =>
        new(Leaves.Select((each, i) => i == index ? leaf : each), Steps, Outputs);

    /// <summary>The same recipe with one step replaced.</summary>
    public Recipe With(int index, Step step) =>
        new(Leaves, Steps.Select((each, i) => i == index ? step : each), Outputs);

    /// <summary>The recipe that has only the first steps.</summary>
    public Recipe Take(int steps) => new(Leaves, Steps.Take(steps), Outputs);

    /// <summary>The recipe without one slot, an input or a step, whose place another slot takes.</summary>
    /// <param name="slot">What is left out, counted from 0, inputs first.</param>
    /// <param name="target">What stands in for it.</param>
    public Recipe Without(int slot, int target)
    {
        int Moved(int each) =>
            (each == slot ? target : each) is var kept && kept > slot ? kept - 1 : kept;
        return new(
            Leaves.Where((_, i) => i != slot),
            Steps
                .Where((_, i) => Leaves.Count + i != slot)
                .Select(step => step is Step.Use use ? use.On(use.Operands.Select(Moved)) : step),
            Outputs
        );
    }

    /// <summary>Whether both have the same inputs, steps and number of outputs.</summary>
    public bool Equals(Recipe? other) =>
        other is not null
        && Outputs == other.Outputs
        && Leaves.SequenceEqual(other.Leaves)
        && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Leaves.Count, Steps.Count, Outputs);

    /// <summary>Its graph and its point as DSL source.</summary>
    public override string ToString() => Build().ToString();
}
