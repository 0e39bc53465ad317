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

    private static GradientStep Step(Verdict verdict, string figure) =>
        new(10, "single precision", verdict, verdict.Why ?? figure);

    private static Binding<T> Bound<T>(Binding<double> binding, NDArray<T> value)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        binding.Input is { } input ? new(input, value) : new(binding.Name, value);
}
