namespace FunctionalGrad.Properties;

/// <summary>Laws of kernels: single precision, NaN, arrays without elements.</summary>
internal static class KernelLaws
{
    private const double Precision = 2e-6;

    /// <summary>In float the value and the gradient are those in double, to the precision of float.</summary>
    public static void AgreeInFloat(Application application)
    {
        NDArray<float>[] single = [.. application.Point.Select(value => value.Convert<float>())];
        var rounded = application.At([.. single.Select(value => value.Convert<double>())]);
        var outputs = application.ValueAndGradient();
        var inFloat = Evaluate.Values(
            outputs,
            application.Inputs.Select((x, i) => new Binding<float>(x, single[i]))
        );
        var inDouble = rounded.Values(outputs);
        double largest = rounded
            .Values(Tape.Of(outputs).Nodes)
            .SelectMany(value => value.ToArray())
            .Select(Math.Abs)
            .Append(1)
            .Max();
        for (int i = 0; i < outputs.Count; i++)
        for (int k = 0; k < inDouble[i].Span.Length; k++)
        {
            double expected = inDouble[i].Span[k],
                found = inFloat[i].Span[k];
            Broken.Unless(
                Math.Abs(found - expected) <= Precision * (largest + Math.Abs(expected)),
                $"{(i == 0 ? "the value" : "the gradient")} is {found} in float and {expected} in double, at element {k}"
            );
        }
    }

    /// <summary>Two evaluations give the same bits.</summary>
    public static void AreRepeatable(Application application)
    {
        var first = application.Values(application.Node)[0];
        Broken.Unless(
            first.SameBits(application.Values(application.Node)[0]),
            $"two evaluations differ in their bits"
        );
    }

    /// <summary>Of NaN alone comes NaN, in an elementwise primitive from any operand.</summary>
    public static void PropagateNaN(Application application)
    {
        var signature = Signature.Of(application.Primitive);
        if (!signature.IsDifferentiable)
            return;
        var nans = application.Point.Select(value => NDArray<double>.Fill(value.Shape, double.NaN));
        var all = application.At([.. nans]).Values(application.Node)[0];
        // Conditions may let nothing in: then all slopes are 0 as well.
        bool shut =
            signature.Flows.Contains(false)
            && application
                .Values(application.ValueAndGradient())
                .Skip(1)
                .All(slope => slope.ToArray().All(element => element == 0));
        Broken.Unless(
            all.Span.Length == 0 || shut || all.ToArray().Any(double.IsNaN),
            $"of NaN alone it makes {all}"
        );
        if (
            application.Primitive.Shape != ShapeRules.Elementwise
            || signature.Flows.Contains(false)
        )
            return;
        for (int i = 0; i < application.Inputs.Count; i++)
        {
            var one = application.Point.Select(
                (value, k) => k == i ? NDArray<double>.Fill(value.Shape, double.NaN) : value
            );
            var value = application.At([.. one]).Values(application.Node)[0];
            Broken.Unless(
                value.ToArray().All(double.IsNaN),
                $"with NaN for operand {i} it makes {value}"
            );
        }
    }

    /// <summary>Value and derivatives of empty arrays have their shapes and no NaN.</summary>
    public static void TakeEmptyArrays(Primitive primitive, VerifyOptions options)
    {
        foreach (Shape near in new Shape[] { [0], [2, 0, 3], [0, 5] })
            for (int choice = 0; choice < options.Tests; choice++)
            {
                if (
                    Application.Near(primitive, near, choice) is not { } application
                    || application.Inputs.All(x => x.Shape.Size > 0)
                )
                    continue;
                var outputs = application.ValueAndGradient();
                if (outputs.Count > 1)
                    outputs =
                    [
                        .. outputs,
                        Differentiate.Jvp(application.Node, application.Inputs, application.Inputs),
                    ];
                foreach (var (expr, value) in outputs.Zip(application.Values(outputs)))
                    Broken.Unless(
                        value.Shape.Equals(expr.Shape) && !value.ToArray().Any(double.IsNaN),
                        $"{expr.Shape} evaluates to {value} in\n{application}"
                    );
            }
    }
}
