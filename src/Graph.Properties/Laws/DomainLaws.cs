namespace FunctionalGrad.Properties;

/// <summary>Laws of what a declaration says of where its primitive is finite and smooth.</summary>
internal static class DomainLaws
{
    private const double Beside = 0.01;

    /// <summary>Inside the domain the value and the first two derivatives are finite.</summary>
    public static void FiniteInside(Application application)
    {
        if (!Signature.Of(application.Primitive).IsDifferentiable)
            return;
        var gradient = application.Gradient();
        var slope = gradient.Select(Circuit.Weighted).Aggregate((a, b) => a + b);
        string[] what = ["the value", "the gradient", "the second derivative"];
        Expr[][] orders =
        [
            [application.Node],
            [.. gradient],
            [.. Differentiate.Gradient(slope, application.Inputs)],
        ];
        for (int order = 0; order < orders.Length; order++)
            foreach (var value in application.Values(orders[order]))
                Broken.Unless(
                    value.ToArray().All(double.IsFinite),
                    $"{what[order]} is {value} inside the domain"
                );
    }

    /// <summary>At an end or exception of its domain an elementwise primitive of one input is not finite, or has a kink, for some sample of its attributes.</summary>
    public static void EndsAreReal(Primitive primitive, VerifyOptions options)
    {
        if (
            !Signature.Of(primitive).IsDifferentiable
            || primitive.Arity.Most != 1
            || primitive.Shape != ShapeRules.Elementwise
        )
            return;
        var domain = primitive.Domain[0];
        foreach (double edge in domain.Except.Append(domain.Low).Append(domain.High))
            Broken.Unless(
                !double.IsFinite(edge)
                    || primitive.Samples.Any(each => IsRough(primitive, each, edge)),
                $"it is smooth at {edge}, but its domain leaves that out"
            );
    }

    private static bool IsRough(Primitive primitive, Attributes attributes, double at)
    {
        var x = Expr.Input("x");
        var y = (Apply)primitive.Apply(attributes, x);
        var slope = Differentiate.Gradient(y, x)[0];
        var values = Evaluate.Values<double>(
            [y, slope, Differentiate.Gradient(slope, x)[0]],
            (x, at)
        );
        if (!values.All(value => double.IsFinite(value.ToScalar())))
            return true;
        int on = Branch(y, at),
            left = Branch(y, at - Beside),
            right = Branch(y, at + Beside);
        return on != left && on != right && left != right;
    }

    private static int Branch(Apply y, double at) =>
        BranchLaws.Of(y, [NDArray<double>.Scalar(at)]) is [var only] ? only : 0;
}
