using System.Globalization;

namespace FunctionalGrad;

/// <summary>The value and the gradient in float: as near to those in double as rounding on the way explains, and near enough to be of use.</summary>
internal static class SinglePrecision
{
    private const double OfUse = 1e-3;

    /// <summary>The tenth step, and the node to blame where it is no pass and one is found.</summary>
    public static (GradientStep Step, Blame? Accused) Of(
        Expr output,
        IReadOnlyList<Expr> gradient,
        IReadOnlyList<Binding<double>> at,
        bool mayAccuse,
        GradientCheckOptions options
    )
    {
        var value = SingleComparison.Of("the value", [output], at, options);
        var slopes = SingleComparison.Of("a derivative", gradient, at, options);
        string figure = string.Create(
            CultureInfo.InvariantCulture,
            $"differs from double by {value.Worst:0.0e+00} of the largest value, {slopes.Worst:0.0e+00} of the largest derivative"
        );
        var verdict =
            value.Verdict is Verdict.Fail ? value.Verdict
            : slopes.Verdict is Verdict.Fail ? slopes.Verdict
            : value.Verdict is not Verdict.Pass ? value.Verdict
            : slopes.Verdict is not Verdict.Pass ? slopes.Verdict
            : Math.Max(value.Worst, slopes.Worst) > OfUse
                ? new Verdict.Inconclusive(
                    $"the function is so ill conditioned here that float {figure}"
                )
            : new Verdict.Pass();
        var accused =
            mayAccuse && verdict is not Verdict.Pass ? Accused(output, at, options) : null;
        if (accused is not null && verdict is not Verdict.Fail)
            verdict = new Verdict.Fail($"of {accused.Primitive} {accused.Reason}");
        return (new(10, "single precision", verdict, verdict.Why ?? figure), accused);
    }

    /// <summary>The first node whose value or pullback in float is far from that in double at the same operands; null where there is none.</summary>
    private static Blame? Accused(
        Expr output,
        IReadOnlyList<Binding<double>> at,
        GradientCheckOptions options
    )
    {
        var function = new GraphFunction([output], [], at, options.Cancellation);
        var tape = function.Tape;
        var random = new SeededRandom(options.Seed, "single precision");
        for (int position = 0; position < tape.Nodes.Count; position++)
        {
            if (tape.Nodes[position] is not Apply node)
                continue;
            NDArray<double>[] operands =
            [
                .. tape.InputsOf(position).ToArray().Select(function.ValueOf),
            ];
            Input[] inputs =
            [
                .. operands.Select((x, i) => new Input($"x{i + 1}", x.Shape, InputOrigin.Data)),
            ];
            var local = node.On(inputs);
            Binding<double>[] here =
            [
                .. inputs.Select((x, i) => new Binding<double>(x, operands[i])),
            ];
            if (Fault(local, inputs, here, random, options) is { } reason)
                return new(node, null, 1, reason, local, here, options.Seed);
        }
        return null;
    }

    private static string? Fault(
        Apply local,
        Input[] inputs,
        IReadOnlyList<Binding<double>> at,
        SeededRandom random,
        GradientCheckOptions options
    )
    {
        if (SingleComparison.Of("it", [local], at, options).Verdict is Verdict.Fail)
            return "its value in float is far from that in double";
        if (local.Primitive.Derivative.Refusal(local) is not null)
            return null;
        var rows = Differentiate.Vjp(local, Expr.Constant(random.Signed(local.Shape)), inputs);
        var found = SingleComparison.Of("its derivative", rows, at, options);
        // What a rule loses by cancelling is its own fault, unless the value hardly moves there, as that of a tanh far out.
        double usual =
            Largest(Evaluate.Value(local, [.. at])) / Math.Max(1, at.Max(x => Largest(x.Value)));
        return
            found.Verdict is Verdict.Fail
            || found.Verdict is Verdict.Pass && found.Error > OfUse * Math.Max(found.Scale, usual)
            ? "its derivative in float is far from that in double"
            : null;
    }

    private static double Largest(NDArray<double> array)
    {
        double largest = 0;
        foreach (double x in array.Span)
            largest = Math.Max(largest, Math.Abs(x));
        return largest;
    }
}
