using System.Globalization;

namespace FunctionalGrad;

/// <summary>Second derivatives: Hessian-vector products in two ways, against differences of the gradient, and the symmetry of the Hessian.</summary>
/// <param name="Verdict">What the step came to.</param>
/// <param name="Figure">What was found.</param>
/// <param name="Gradient">The graph whose rules are asked when it failed.</param>
internal sealed record SecondOrder(Verdict Verdict, string Figure, IReadOnlyList<Expr> Gradient)
{
    private const int Vectors = 2;
    private const int Few = 16;
    private const double Tolerance = 1e-9;
    private const double Unlike = 1e4;

    public static SecondOrder Of(
        Expr function,
        IReadOnlyList<Expr> inputs,
        GraphComparison first,
        IReadOnlyList<Binding<double>> at,
        GradientCheckOptions options
    )
    {
        var random = new SeededRandom(options.Seed, "second order");
        // What is constant by decree is so for both derivatives: held, it cannot move the gradient.
        var held = Held.At([function], at)[0];
        if (held.Shape.Rank > 0)
            held = Expr.Sum(held * Expr.Constant(random.Signed(held.Shape)));
        try
        {
            return Compared(
                held,
                [.. inputs.Where((_, i) => first.Connected[i])],
                at,
                random,
                options
            );
        }
        catch (Exception problem) when (problem is NotDifferentiableException or BindingException)
        {
            return new(new Verdict.Inconclusive(problem.Message), problem.Message, []);
        }
    }

    private static SecondOrder Compared(
        Expr function,
        Expr[] inputs,
        IReadOnlyList<Binding<double>> at,
        SeededRandom random,
        GradientCheckOptions options
    )
    {
        if (inputs.Length == 0)
            return new(
                new Verdict.Pass("no gradient to differentiate"),
                "no gradient to differentiate",
                []
            );
        foreach (var binding in at)
        foreach (double element in binding.Value.Span)
            if (!double.IsFinite(element))
                return Open($"{binding.Name} is not finite at the point", []);
        var gradient = Differentiate.Gradient(function, inputs);
        double worst = 0;
        Verdict verdict = new Verdict.Pass();
        NDArray<double>[][] vectors =
        [
            .. Enumerable
                .Range(0, Vectors)
                .Select(_ => inputs.Select(input => random.Signed(input.Shape)).ToArray()),
        ];
        vectors = Balanced(vectors, gradient, inputs, at, options);
        Expr[] alongs = [.. vectors.Select(vector => Dot(gradient, vector))];
        for (int i = 0; i < Vectors; i++)
        {
            var u = vectors[i];
            var v = vectors[(i + 1) % Vectors];
            // <u, H v> forward over reverse; H u reverse over reverse; both also give <v, H u>.
            var forward = Dot(Differentiate.Hvp(function, inputs, [.. v.Select(Constant)]), u);
            var reverse = Dot(Differentiate.Gradient(alongs[i], inputs), v);
            Expr[] wanted = [forward, reverse];
            var evaluated = new GraphFunction(wanted, [], at, options.Cancellation);
            var values = evaluated.Outputs;
            double a = values[0].ToScalar(),
                b = values[1].ToScalar();
            if (!double.IsFinite(a) || !double.IsFinite(b))
                return Open("a second derivative is not finite at the point", alongs);
            double larger = Math.Max(Math.Abs(a), Math.Abs(b));
            double rounding = 10 * RoundingNoise.Of(evaluated, options.Seed).Sum();
            if (Math.Abs(a - b) > Tolerance * larger + rounding)
                return Failed(
                    $"<u, H v> is {Judgement.Text(a)} by forward over reverse mode, {Judgement.Text(b)} by reverse over reverse mode",
                    alongs
                );
            worst = Math.Max(worst, larger == 0 ? 0 : Math.Abs(a - b) / larger);
            var test = GraphComparison.Of(alongs[i], inputs, at, options, held: false);
            var direction = Direction.Exactly([.. v.SelectMany(part => part.Span.ToArray())]);
            foreach (var finding in test.Comparison.Along(direction))
            {
                double error = Math.Abs(
                    test.Comparison.AnalyticAlong(direction, 0) - finding.Numeric
                );
                // What is left of large terms where they cancel is their rounding error.
                if (finding is { Verdict: Verdict.Fail fail, Disputed: false } && error > rounding)
                    return Failed($"of <u, grad f> along v {fail.Reason}", alongs);
                if (finding.Verdict is Verdict.Pass)
                    continue;
                var apart = Apart(test.Comparison, inputs, v, OfGradient(finding));
                if (apart is Verdict.Fail wrong)
                    return Failed($"of <u, grad f> along {wrong.Reason}", alongs);
                if (apart is Verdict.Inconclusive)
                    verdict = apart;
            }
        }
        return new(
            verdict,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Vectors} pairs of vectors, worst relative error {worst:0.0e+00}"
            ),
            alongs
        );
    }

    /// <summary>
    /// The vectors, longer for inputs that move the gradient little and shorter for those that move it much, where these differ by
    /// orders of magnitude: then no second derivative drowns beside that of another input.
    /// </summary>
    private static NDArray<double>[][] Balanced(
        NDArray<double>[][] vectors,
        IReadOnlyList<Expr> gradient,
        Expr[] inputs,
        IReadOnlyList<Binding<double>> at,
        GradientCheckOptions options
    )
    {
        var moved = new GraphFunction(
            Differentiate.Gradient(Dot(gradient, vectors[0]), inputs),
            [],
            at,
            options.Cancellation
        ).Outputs;
        double[] sizes = Array.ConvertAll(moved, Largest);
        double[] known = [.. sizes.Where(size => size > 0 && double.IsFinite(size))];
        if (known.Length < 2 || known.Max() <= Unlike * known.Min())
            return vectors;
        double[] factors = Array.ConvertAll(
            sizes,
            size => size > 0 && double.IsFinite(size) ? Math.ScaleB(1, -Math.ILogB(size) / 2) : 1
        );
        return
        [
            .. vectors.Select(vector =>
                vector
                    .Select(
                        (part, i) =>
                            NDArray<double>.Create(
                                part.Shape,
                                to =>
                                {
                                    for (int k = 0; k < to.Length; k++)
                                        to[k] = part.Span[k] * factors[i];
                                }
                            )
                    )
                    .ToArray()
            ),
        ];
    }

    private static double Largest(NDArray<double> array)
    {
        double largest = 0;
        foreach (double x in array.Span)
            largest = Math.Max(largest, Math.Abs(x));
        return largest;
    }

    /// <summary>Where one input lies on a kink the direction through all tells nothing: each alone, and each element of few, still does.</summary>
    private static Verdict Apart(
        JacobianComparison comparison,
        Expr[] inputs,
        NDArray<double>[] v,
        string together
    )
    {
        double[] all = [.. v.SelectMany(part => part.Span.ToArray())];
        var (start, isHeld) = (0, false);
        Verdict? open = null;
        foreach (var input in inputs)
        {
            int end = start + input.Shape.Size,
                part = all.Length <= Few ? 1 : Math.Max(1, input.Shape.Size);
            for (; start < end; start += part)
            {
                var alone = new double[all.Length];
                Array.Copy(all, start, alone, start, part);
                var direction = Direction.Exactly(alone);
                var finding = comparison.Along(direction)[0];
                if (finding is { Verdict: Verdict.Fail fail, Disputed: false })
                    return new Verdict.Fail($"{input.Label} alone {fail.Reason}");
                if (finding.Verdict is Verdict.Pass)
                    continue;
                // Class labels cannot be moved at all, and no gradient flows into them.
                if (
                    finding.Estimate is Estimate.Nothing
                    && comparison.AnalyticAlong(direction, 0) == 0
                )
                    isHeld = true;
                else
                    open ??= new Verdict.Inconclusive($"along {input.Label} {OfGradient(finding)}");
            }
        }
        return open ?? (isHeld ? new Verdict.Pass() : new Verdict.Inconclusive(together));
    }

    /// <summary>The function whose differences were taken is a product with the gradient.</summary>
    private static string OfGradient(Finding finding) =>
        finding.Verdict.Why!.Replace("the function", "the gradient", StringComparison.Ordinal);

    private static SecondOrder Failed(string reason, Expr[] graph) =>
        new(new Verdict.Fail(reason), reason, graph);

    private static SecondOrder Open(string reason, Expr[] graph) =>
        new(new Verdict.Inconclusive(reason), reason, graph);

    private static Expr Constant(NDArray<double> value) => Expr.Constant(value);

    private static Expr Dot(IReadOnlyList<Expr> parts, NDArray<double>[] with)
    {
        Expr[] terms = [.. parts.Select((part, i) => Expr.Sum(part * Expr.Constant(with[i])))];
        return Expr.Add(terms);
    }
}
