using System.Globalization;

namespace FunctionalGrad;

/// <summary>The gradient in float beside the gradient in double at the same point, both rounded to float.</summary>
internal static class SinglePrecision
{
    private const double Tolerance = 1e-3;

    public static GradientStep Compare(
        IReadOnlyList<Expr> gradient,
        IReadOnlyList<Binding<double>> at
    )
    {
        Binding<float>[] single = [.. at.Select(b => Bound(b, b.Value.Convert<float>()))];
        Binding<double>[] rounded =
        [
            .. at.Select(b => Bound(b, b.Value.Convert<float>().Convert<double>())),
        ];
        var inSingle = Evaluate.Values<float>(gradient, single);
        var inDouble = Evaluate.Values<double>(gradient, rounded);
        double worst = 0,
            scale = 0;
        foreach (var part in inDouble)
        foreach (double element in part.Span)
            if (double.IsFinite(element))
                scale = Math.Max(scale, Math.Abs(element));
        for (int i = 0; i < inDouble.Count; i++)
        for (int k = 0; k < inDouble[i].Span.Length; k++)
        {
            double reference = inDouble[i].Span[k],
                error = Math.Abs(reference - inSingle[i].Span[k]);
            if (double.IsFinite(reference) && !float.IsFinite(inSingle[i].Span[k]))
                return Step(
                    new Verdict.Inconclusive(
                        $"a derivative is {Judgement.Text(reference)} in double and {Judgement.Text(inSingle[i].Span[k])} in float: float overflows"
                    ),
                    ""
                );
            if (double.IsFinite(error) && scale > 0)
                worst = Math.Max(worst, error / scale);
        }
        string figure = string.Create(
            CultureInfo.InvariantCulture,
            $"differs from double by {worst:0.0e+00} of the largest derivative"
        );
        return Step(
            worst <= Tolerance
                ? new Verdict.Pass()
                : new Verdict.Fail($"the gradient in float {figure}"),
            figure
        );
    }

    /// <summary>The first node whose value or pullback in float is far from that in double at the same operands; null where there is none.</summary>
    public static Blame? Accused(
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
            if (Fault(local, inputs, here, random) is { } reason)
                return new(node, null, 1, reason, local, here, options.Seed);
        }
        return null;
    }

    private static string? Fault(
        Apply local,
        Input[] inputs,
        IReadOnlyList<Binding<double>> at,
        SeededRandom random
    )
    {
        if (Compare([local], at).Verdict is Verdict.Fail)
            return "its value in float is far from that in double";
        if (local.Primitive.Derivative.Refusal(local) is not null)
            return null;
        var rows = Differentiate.Vjp(local, Expr.Constant(random.Signed(local.Shape)), inputs);
        return Compare(rows, at).Verdict is Verdict.Fail
            ? "its derivative in float is far from that in double"
            : null;
    }

    private static GradientStep Step(Verdict verdict, string figure) =>
        new(10, "single precision", verdict, verdict.Why ?? figure);

    private static Binding<T> Bound<T>(Binding<double> binding, NDArray<T> value)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        binding.Input is { } input ? new(input, value) : new(binding.Name, value);
}
