namespace FunctionalGrad;

/// <summary>Whether a rule gives the subgradient of least norm where an element of its output lies on a kink or tie.</summary>
/// <remarks>
/// g is the least element of a subdifferential exactly if -g is the direction of steepest descent and |g| its slope: f'(x; -g) = -|g|^2.
/// For a function that is locally concave, f'(x; g) = |g|^2. Which of the two it is shows in f'(x; g) + f'(x; -g).
/// </remarks>
internal sealed class KinkCheck(
    Apply node,
    IReadOnlyList<Expr> inputs,
    Expr local,
    IReadOnlyList<Binding<double>> at,
    GradientCheckOptions options
)
{
    private const int MostElements = 8;
    private const int Directions = 2;
    private const double Beside = 1.0 / (1 << 30);

    /// <summary>Whether the application lies on a kink or tie with any element of its output.</summary>
    public bool IsOnKink => Elements().Any();

    public RuleFault? Fault()
    {
        foreach (int element in Elements().Take(MostElements))
        {
            var test = GraphComparison.Of(ElementOf(element), inputs, at, options);
            if (NotBetween(test.Comparison, test.Connected) is { } outside)
                return outside;
            // The tie policy is the user's own choice.
            if (!options.LeastNorm || node.Attributes is Ties { Policy: not TiePolicy.Split })
                continue;
            double[] gradient = test.Comparison.Analytic[0];
            if (Wrong(test.Comparison.Differences, gradient) is { } why)
                return new(null, null, 1, why);
        }
        return null;
    }

    private Expr ElementOf(int element) =>
        Expr.Reshape(
            Expr.Slice(Expr.Reshape(local, [local.Shape.Size]), [element], [element + 1]),
            Shape.Scalar
        );

    /// <summary>The slope along any direction lies between the one-sided ones, operand by operand.</summary>
    private RuleFault? NotBetween(JacobianComparison comparison, bool[] connected)
    {
        var random = new SeededRandom(options.Seed, "between");
        int start = 0;
        for (int operand = 0; operand < inputs.Count; operand++)
        {
            int count = inputs[operand].Shape.Size;
            for (int i = 0; i < Directions; i++)
                if (
                    RuleCheck.Failure(
                        comparison,
                        Direction.Random(comparison.Point, start, count, random),
                        weighted: false
                    ) is
                    { } reason
                )
                    return new(operand, null, 1, reason);
            start += count;
        }
        // Together only what a gradient flows into: conditions choose, and no slope tells how.
        for (int i = 0; i <= Directions; i++)
        {
            double[] all = new double[start];
            for (int operand = 0, at = 0; operand < inputs.Count; operand++)
            for (int k = 0; k < inputs[operand].Shape.Size; k++, at++)
                if (connected[operand])
                    // Of one sign first: along others the sides of a tie leave room for 0.
                    all[at] = i == 0 ? Math.Abs(random.Signed()) : random.Signed();
            if (
                RuleCheck.Failure(comparison, Direction.Exactly(all), weighted: false) is { } reason
            )
                return new(null, null, 1, reason);
        }
        return null;
    }

    private static string? Wrong(Differences differences, double[] gradient)
    {
        var along = differences.Forward(Direction.Exactly(gradient), 0);
        var against = differences.Forward(Direction.Exactly([.. gradient.Select(g => -g)]), 0);
        if (along is not var (up, upError) || against is not var (down, downError))
            return null;
        double square = gradient.Sum(g => g * g);
        double margin = 1e-7 * square + 10 * (upError + downError);
        double bend = up + down;
        double slope = bend > margin ? -down : up;
        return Math.Abs(slope - square) > margin
            ? "its derivative at a kink or tie is not the subgradient of least norm, which is the convention"
            : null;
    }

    /// <summary>The output elements that a small move to either side puts on another branch.</summary>
    private IEnumerable<int> Elements()
    {
        if (node.Primitive.Branch is not { } branch)
            return [];
        NDArray<double>[] operands = [.. at.Select(binding => binding.Value)];
        var random = new SeededRandom(options.Seed, "kink");
        NDArray<double>[] directions =
        [
            .. operands.Select(operand => random.Signed(operand.Shape)),
        ];
        int[] here = BranchHash.Branches(branch, node, operands),
            after = BranchHash.Branches(branch, node, Moved(Beside)),
            before = BranchHash.Branches(branch, node, Moved(-Beside));
        // Of what differs by less than the finest step, differences cannot tell that it is no tie.
        int[] low = BranchHash.Branches(branch, node, OnGrid(0)),
            high = BranchHash.Branches(branch, node, OnGrid(0.25));
        return Enumerable
            .Range(0, here.Length)
            .Where(i =>
                here[i] != after[i]
                && here[i] != before[i]
                && here[i] == low[i]
                && here[i] == high[i]
            );

        NDArray<double>[] OnGrid(double offset) =>
            Array.ConvertAll(
                operands,
                operand =>
                    NDArray<double>.Create(
                        operand.Shape,
                        near =>
                        {
                            for (int k = 0; k < near.Length; k++)
                                near[k] = Nearest(operand.Span[k], offset);
                        }
                    )
            );

        NDArray<double>[] Moved(double t) =>
            [
                .. operands.Select(
                    (operand, i) =>
                        NDArray<double>.Create(
                            operand.Shape,
                            moved =>
                            {
                                for (int k = 0; k < moved.Length; k++)
                                    moved[k] =
                                        operand.Span[k]
                                        + t
                                            * directions[i].Span[k]
                                            * Math.Max(1, Math.Abs(operand.Span[k]));
                            }
                        )
                ),
            ];
    }

    /// <summary>The nearest number of a grid twice as wide as <see cref="Beside"/>, relative to numbers above 1.</summary>
    private static double Nearest(double x, double offset)
    {
        double spacing = 2 * Beside * Math.ScaleB(1, Math.Max(0, Math.ILogB(x)));
        return Math.Round(x / spacing + offset) * spacing;
    }
}
