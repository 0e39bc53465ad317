using static FunctionalGrad.Expr;

namespace FunctionalGrad;

public static partial class Loss
{
    /// <summary>Softmax cross-entropy from class numbers: <c>L_i = log(sum_j e^s_j) - s_y</c>, averaged over the rows; its gradient is <c>(softmax(s) - 1[j = y]) / N</c>.</summary>
    /// <param name="scores">A score per class, [N, C] or [C].</param>
    /// <param name="labels">Whole numbers from 0 to C - 1, [N] or []; any other number is an error when the graph is evaluated.</param>
    /// <exception cref="ShapeException">There is not one label for each row.</exception>
    public static Expr SoftmaxCrossEntropy(Expr scores, Expr labels)
    {
        const string name = "softmaxCrossEntropy";
        return ModulePath.Named(
            name,
            () =>
            {
                // First, as it says what is wrong with scores and labels.
                var (_, own) = OwnScore(name, scores, labels);
                return Mean(LogSumExp(scores, [-1]) - own);
            }
        );
    }

    /// <summary>Softmax cross-entropy from distributions: <c>L_i = -sum_j q_j log softmax(s)_j</c>, averaged over the rows.</summary>
    /// <param name="scores">A score per class, [N, C] or [C].</param>
    /// <param name="distributions">A probability per class, in the shape of the scores.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr SoftmaxCrossEntropyFromDistributions(Expr scores, Expr distributions)
    {
        ArgumentNullException.ThrowIfNull(distributions);
        const string name = "softmaxCrossEntropyFromDistributions";
        ClassLabels.RequireRows(name, scores);
        RequireSame(name, scores, distributions);
        return ModulePath.Named(name, () => Mean(-Sum(distributions * LogSoftmax(scores), [-1])));
    }

    /// <summary>The multi-class hinge or SVM loss: <c>L_i = sum_(j != y) max(0, s_j - s_y + margin)</c>, averaged over the rows.</summary>
    /// <remarks>J. Weston, C. Watkins 1999, as in CS231n's linear classification notes.</remarks>
    /// <param name="scores">A score per class, [N, C] or [C].</param>
    /// <param name="labels">Whole numbers from 0 to C - 1, [N] or []; any other number is an error when the graph is evaluated.</param>
    /// <param name="margin">By how much the right score has to win.</param>
    /// <exception cref="ShapeException">There is not one label for each row.</exception>
    public static Expr MulticlassHinge(Expr scores, Expr labels, double margin = 1)
    {
        const string name = "multiclassHinge";
        return ModulePath.Named(
            name,
            () =>
            {
                var (mask, own) = OwnScore(name, scores, labels);
                var behind = Relu(scores - ExpandDims(own, -1) + margin);
                return Mean(Sum(Where(mask, Zeros(scores.Shape), behind), [-1]));
            }
        );
    }

    /// <summary>Where the labels' classes are, and the score of each row's label: NaN where the label is NaN. Labels are whole numbers, so that nothing is differentiated by them.</summary>
    private static (Expr Mask, Expr Score) OwnScore(string loss, Expr scores, Expr labels)
    {
        var mask = ClassLabels.Mask(loss, scores, labels);
        return (mask, Sum(Where(mask, scores, 0), [-1]) + 0 * StopGradient(labels));
    }
}
