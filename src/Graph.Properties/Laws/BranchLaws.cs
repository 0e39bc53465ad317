namespace FunctionalGrad.Properties;

/// <summary>Laws of branch signatures.</summary>
internal static class BranchLaws
{
    /// <summary>How far apart two points lie, near enough that a smooth function is nearly the same at both.</summary>
    private static readonly double[] Distances = [1e-5, 1e-7];

    /// <summary>By how much a derivative must change, as a fraction, to be called a jump, and how large it may be for that.</summary>
    private const double Jump = 1e-2,
        Moderate = 1e3;

    private static readonly double[] Special = [0, 1, -1, 2, 0.5];

    /// <summary>Where the value or the gradient jumps between two near points, the signatures at them differ.</summary>
    public static void Truthful(Primitive primitive, VerifyOptions options)
    {
        if (!Signature.Of(primitive).IsDifferentiable)
            return;
        for (int choice = 0; choice < 4 * options.Tests; choice++)
        {
            var random = new Random(unchecked((int)options.Seed * 1009 + choice));
            var near = random.Pick<Shape>([
                [],
                [3],
                [2, 3],
            ]);
            if (Application.Near(primitive, near, choice) is { Inputs.Count: > 0 } application)
                Require(application, random);
        }
    }

    /// <summary>The branches on which the elements of an application lie; empty for a primitive that has only one.</summary>
    public static int[] Of(Apply node, ReadOnlySpan<NDArray<double>> operands)
    {
        if (node.Primitive.Branch is not { } signature)
            return [];
        var branch = new int[node.Shape.Size];
        signature(new Operands<double>(operands, node), branch);
        return branch;
    }

    private static void Require(Application application, Random random)
    {
        // Ties and zeros are what kinks are made of.
        double tie = random.Pick(Special);
        NDArray<double>[] point =
        [
            .. application.Inputs.Select(x =>
                Numbers.Of(x.Shape, _ => random.Next(3) == 0 ? random.Signed() : tie)
            ),
        ];
        NDArray<double>[] along =
        [
            .. application.Inputs.Select(x => Numbers.Of(x.Shape, _ => random.Signed())),
        ];
        var outputs = application.ValueAndGradient();
        bool jumps = Distances.All(h =>
            HaveJumped(
                At(application, outputs, point, along, h).Values,
                At(application, outputs, point, along, -h).Values
            )
        );
        if (!jumps)
            return;
        double least = Distances[^1];
        int[] after = At(application, outputs, point, along, least).Branch,
            on = At(application, outputs, point, along, 0).Branch,
            before = At(application, outputs, point, along, -least).Branch;
        // A kink that is a single point, such as that of a norm, has one branch all around it.
        Broken.Unless(
            !after.SequenceEqual(before) || !after.SequenceEqual(on),
            $"the value or the gradient jumps within {least}, but the branch signature is the same on both sides and between, at\n{application.At(point)}"
        );
    }

    private static (double[] Values, int[] Branch) At(
        Application application,
        IReadOnlyList<Expr> outputs,
        NDArray<double>[] point,
        NDArray<double>[] along,
        double h
    )
    {
        var moved = application.At([
            .. point.Select((x, i) => Numbers.Of(x.Shape, k => x.Span[k] + h * along[i].Span[k])),
        ]);
        double[] values = [.. moved.Values(outputs).SelectMany(value => value.ToArray())];
        NDArray<double>[] operands = [.. moved.Values(application.Node.Inputs.ToArray())];
        return (values, Of(application.Node, operands));
    }

    private static bool HaveJumped(double[] a, double[] b) =>
        a.Zip(b)
            .Any(pair =>
                Math.Abs(pair.First) < Moderate
                && Math.Abs(pair.Second) < Moderate
                && Math.Abs(pair.First - pair.Second)
                    > Jump * Math.Max(1, Math.Max(Math.Abs(pair.First), Math.Abs(pair.Second)))
            );
}
