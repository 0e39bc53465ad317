using static FunctionalGrad.Expr;

namespace FunctionalGrad;

/// <summary>A number that a training step measures on its batch, under a name.</summary>
/// <param name="Name">The name it is found by in the state's metrics.</param>
/// <param name="Value">A scalar.</param>
public sealed record Metric(string Name, Expr Value)
{
    /// <summary>The name it is found by in the state's metrics.</summary>
    public string Name { get; init; } = Argument.NotNull(Name);

    /// <summary>A scalar.</summary>
    public Expr Value { get; init; } = Argument.NotNull(Value);

    /// <summary>The share of rows whose label has the highest score; where k classes share the highest, the row counts 1/k. The name is <c>accuracy</c>.</summary>
    /// <param name="scores">A score per class, [N, C] or [C].</param>
    /// <param name="labels">Whole numbers from 0 to C - 1, [N] or [].</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Metric Accuracy(Expr scores, Expr labels)
    {
        var own = ModulePath.Named("accuracy", () => ClassLabels.Mask("accuracy", scores, labels));
        var best = EqualTo(scores, ExpandDims(Max(scores, [-1]), -1));
        return new("accuracy", Mean(Sum(own * best, [-1]) / Sum(best, [-1])));
    }
}
