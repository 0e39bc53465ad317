namespace FunctionalGrad;

/// <summary>Forward against reverse mode on one graph, and reverse mode against its own linearity.</summary>
/// <param name="DotProduct">Whether &lt;v, J u&gt; = &lt;J'v, u&gt;.</param>
/// <param name="DotProductError">The difference, relative to the sum of the magnitudes of the terms.</param>
/// <param name="Linearity">Whether J'(a v + b w) = a J'v + b J'w.</param>
/// <param name="LinearityError">The largest difference of an element, relative to its terms.</param>
internal sealed record ModeComparison(
    Verdict DotProduct,
    double DotProductError,
    Verdict Linearity,
    double LinearityError
)
{
    private const double FewDigits = 64 * 2.220446049250313e-16;
    private const int MostNoise = 10;
    private const double Underflow = 2.2250738585072014e-308;
    private const long NoiseSeed = 0;

    public static ModeComparison Of(
        Expr output,
        IReadOnlyList<Expr> inputs,
        IReadOnlyList<Binding<double>> at,
        SeededRandom random
    )
    {
        var u = inputs.Select(input => random.Signed(input.Shape)).ToArray();
        var v = random.Signed(output.Shape);
        var w = random.Signed(output.Shape);
        const double a = 1.25,
            b = -0.75;
        var both = NDArray<double>.Create(
            output.Shape,
            sum =>
            {
                for (int i = 0; i < sum.Length; i++)
                    sum[i] = a * v.Span[i] + b * w.Span[i];
            }
        );
        IReadOnlyList<Expr> Pulled(NDArray<double> cotangent) =>
            Differentiate.Vjp(output, Expr.Constant(cotangent), inputs);
        IReadOnlyList<Expr> wanted = [.. Pulled(v), .. Pulled(w), .. Pulled(both)];
        var backward = new GraphFunction(wanted, [], at);
        var pulled = backward.Outputs;
        // Of use only where the last digits do not explain what is left: every node is run again.
        var noise = new Lazy<double[]>(() => RoundingNoise.Of(backward, NoiseSeed));
        int n = inputs.Count;
        var (linear, linearError) = Linear(
            [.. pulled.Take(n)],
            [.. pulled.Skip(n).Take(n)],
            [.. pulled.Skip(2 * n)],
            a,
            b,
            noise
        );
        var (dot, dotError) =
            linear is Verdict.Fail
                ? (new Verdict.Inconclusive("forward mode rests on linearity"), double.NaN)
                : Forward(output, inputs, at, u, v, [.. pulled.Take(n)], noise);
        return new(dot, dotError, linear, linearError);
    }

    private static (Verdict, double) Forward(
        Expr output,
        IReadOnlyList<Expr> inputs,
        IReadOnlyList<Binding<double>> at,
        NDArray<double>[] u,
        NDArray<double> v,
        NDArray<double>[] pulled,
        Lazy<double[]> noise
    )
    {
        try
        {
            var pushed = Differentiate.Jvp(output, inputs, [.. u.Select(t => Expr.Constant(t))]);
            var forward = new GraphFunction([pushed], [], at);
            return Dots(
                forward.Outputs[0],
                v,
                pulled,
                u,
                () => Dotted(RoundingNoise.Of(forward, NoiseSeed), [v]) + Dotted(noise.Value, u)
            );
        }
        catch (NotDifferentiableException problem)
        {
            // A pullback that is not linear has no forward mode, and where linearity breaks may lie elsewhere.
            return (new Verdict.Inconclusive(problem.Message), double.NaN);
        }
    }

    /// <summary>How far errors of the elements of arrays may move the sum of their products with others.</summary>
    private static double Dotted(double[] errors, NDArray<double>[] with)
    {
        double sum = 0;
        int i = 0;
        foreach (var array in with)
        foreach (double x in array.Span)
            sum += errors[i++] * Math.Abs(x);
        return sum;
    }

    private static (Verdict, double) Dots(
        NDArray<double> pushed,
        NDArray<double> v,
        NDArray<double>[] pulled,
        NDArray<double>[] u,
        Func<double> noise
    )
    {
        var (forward, forwardTerms) = Dot(pushed, v);
        double reverse = 0,
            terms = forwardTerms;
        for (int i = 0; i < u.Length; i++)
        {
            var (part, partTerms) = Dot(pulled[i], u[i]);
            reverse += part;
            terms += partTerms;
        }
        double error = Math.Abs(forward - reverse);
        if (!double.IsFinite(error))
            return (
                new Verdict.Inconclusive("a derivative is not finite at the point"),
                double.NaN
            );
        double relative = terms == 0 ? 0 : error / terms;
        return
            error <= FewDigits * terms + Underflow
            || error <= FewDigits * terms + MostNoise * noise()
            ? (new Verdict.Pass(), relative)
            : (
                new Verdict.Fail(
                    $"forward mode gives {Judgement.Text(forward)} for <v, J u>, reverse mode gives {Judgement.Text(reverse)} for <J'v, u>"
                ),
                relative
            );
    }

    private static (double Sum, double Terms) Dot(NDArray<double> x, NDArray<double> y)
    {
        double sum = 0,
            terms = 0;
        for (int i = 0; i < x.Span.Length; i++)
        {
            double term = x.Span[i] * y.Span[i];
            sum += term;
            terms += Math.Abs(term);
        }
        return (sum, terms);
    }

    private static (Verdict, double) Linear(
        NDArray<double>[] v,
        NDArray<double>[] w,
        NDArray<double>[] both,
        double a,
        double b,
        Lazy<double[]> noise
    )
    {
        double worst = 0;
        int element = 0,
            size = both.Sum(part => part.Span.Length);
        for (int i = 0; i < v.Length; i++)
        for (int k = 0; k < v[i].Span.Length; k++, element++)
        {
            double first = a * v[i].Span[k],
                second = b * w[i].Span[k];
            double error = Math.Abs(first + second - both[i].Span[k]);
            if (!double.IsFinite(error))
                return (
                    new Verdict.Inconclusive("a derivative is not finite at the point"),
                    double.NaN
                );
            double terms = Math.Abs(first) + Math.Abs(second) + Math.Abs(both[i].Span[k]);
            if (
                error > FewDigits * terms + Underflow
                && error > FewDigits * terms + MostNoise * Noise(element)
            )
                return (
                    new Verdict.Fail(
                        $"the pullback is not linear in the cotangent: {a}v {b:+0.##;- 0.##}w gives {Judgement.Text(both[i].Span[k])}, where its parts add up to {Judgement.Text(first + second)}"
                    ),
                    error / terms
                );
            worst = Math.Max(worst, terms == 0 ? 0 : error / terms);
        }
        return (new Verdict.Pass(), worst);

        double Noise(int at) =>
            Math.Abs(a) * noise.Value[at]
            + Math.Abs(b) * noise.Value[size + at]
            + noise.Value[2 * size + at];
    }
}
