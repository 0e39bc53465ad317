namespace FunctionalGrad.Properties;

/// <summary>Laws of the identities that a declaration promises, NaN, infinities and -0 included.</summary>
internal static class AlgebraLaws
{
    private static readonly double[] Special =
    [
        0,
        -0.0,
        1,
        -1,
        0.3,
        -2.7,
        1e-300,
        1e308,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.NaN,
    ];

    public static void Hold(Primitive primitive, VerifyOptions options)
    {
        var algebra = primitive.Algebra;
        for (int choice = 0; choice < 2 * options.Tests; choice++)
        {
            if (Application.Near(primitive, [2, 3], choice) is not { } drawn)
                continue;
            var random = new Random(choice);
            var application = drawn.At([
                .. drawn.Inputs.Select(x => Numbers.Of(x.Shape, _ => random.Pick(Special))),
            ]);
            var node = application.Node;
            Expr[] operands = [.. node.Inputs];
            Expr Again(params Expr[] inputs) => primitive.Apply(node.Attributes, inputs);
            if (algebra.Commutative && operands.Length == 2)
                Same(
                    application,
                    "its inputs may be swapped",
                    node,
                    Again(operands[1], operands[0])
                );
            if (algebra.RightIdentity is { } right)
            {
                var x = operands[0];
                Same(
                    application,
                    $"x with {Numbers.Text(right)} on its right is x",
                    x,
                    Again(x, Expr.Fill(x.Shape, right))
                );
            }
            if (algebra.LeftIdentity is { } left)
            {
                var x = operands[^1];
                Same(
                    application,
                    $"x with {Numbers.Text(left)} on its left is x",
                    x,
                    Again(Expr.Fill(x.Shape, left), x)
                );
            }
            if (algebra.Involution && operands is [var once])
                Same(application, "applied twice it is undone", once, Again(node));
            if (algebra.Idempotent && operands.Length == 1)
                Same(application, "applied twice it is as applied once", node, Again(node));
            if (algebra.Truth)
                Broken.Unless(
                    application.Values(node)[0].ToArray().All(value => value is 0 or 1),
                    $"its value is 0 or 1, but is {application.Values(node)[0]} in\n{application}"
                );
            if (algebra.Exact)
                RequireExact(application);
        }
    }

    private static void Same(Application application, string identity, Expr one, Expr other)
    {
        double[] a = application.Values(one)[0].ToArray(),
            b = application.Values(other)[0].ToArray();
        Broken.Unless(
            a.SequenceEqual(b, BitsOrNaN),
            $"{identity}: but {Numbers.Of([a.Length], i => a[i])} and {Numbers.Of([b.Length], i => b[i])} in\n{application}"
        );
    }

    private static void RequireExact(Application application)
    {
        NDArray<float>[] single = [.. application.Point.Select(value => value.Convert<float>())];
        var inFloat = Evaluate
            .Values(
                [application.Node],
                application.Inputs.Select((x, i) => new Binding<float>(x, single[i]))
            )[0]
            .Convert<double>();
        var inDouble = application
            .At([.. single.Select(value => value.Convert<double>())])
            .Values(application.Node)[0]
            .Convert<float>()
            .Convert<double>();
        Broken.Unless(
            inFloat.ToArray().SequenceEqual(inDouble.ToArray(), BitsOrNaN),
            $"its value is exact in either element type, but {inFloat} in float and {inDouble} in double, in\n{application}"
        );
    }

    /// <summary>Equal bits, every NaN being one NaN.</summary>
    private static IEqualityComparer<double> BitsOrNaN { get; } =
        EqualityComparer<double>.Create(
            (a, b) =>
                BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b)
                || (double.IsNaN(a) && double.IsNaN(b))
        );
}
