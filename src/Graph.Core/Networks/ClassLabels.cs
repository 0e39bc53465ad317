using static FunctionalGrad.Expr;

namespace FunctionalGrad;

/// <summary>Labels that name a class for each row of scores.</summary>
internal static class ClassLabels
{
    /// <summary>1 where the class is the row's label, else 0, in the shape of the scores.</summary>
    /// <exception cref="ShapeException">There is not one label for each row of scores.</exception>
    public static Expr Mask(string operation, Expr scores, Expr labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        RequireRows(operation, scores);
        if (!labels.Shape.SequenceEqual(scores.Shape.SkipLast(1)))
            throw new ShapeException(
                $"{operation}: the scores are {scores.Described}, the labels {labels.Described}: there must be one label, the number of a class, for each row of scores, so {Shape.Of([.. scores.Shape.SkipLast(1)])}. Are the labels one-hot? Use the loss that takes distributions."
            );
        return OneHot(labels, scores.Shape[^1]);
    }

    /// <summary>The scores have an axis of classes.</summary>
    public static void RequireRows(string operation, Expr scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Shape.Rank == 0 || scores.Shape[^1] == 0)
            throw new ShapeException(
                $"{operation}: the scores are {scores.Described}, but they need a last axis with a score for each class."
            );
    }
}
