namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Primitives with planted errors.</summary>
internal static class WrongRules
{
    /// <summary>tanh with the square dropped: 1 - y.</summary>
    public static Primitive Tanh { get; } = Unary("wrongTanh", Math.Tanh, (x, y) => 1 - y);

    /// <summary>exp whose rule holds its output: right, but its second derivative is 0.</summary>
    public static Primitive SloppyExp { get; } =
        Unary("sloppyExp", Math.Exp, (x, y) => StopGradient(y));

    /// <summary>A function of one number with the given rule.</summary>
    public static Primitive Unary(
        string name,
        Func<double, double> f,
        Func<Expr, Expr, Partial> rule
    ) =>
        new(name)
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(f),
            Derivative = Derivative.Elementwise(rule),
            Notation = Notation.Function(name),
        };

    /// <summary>A primitive of the library with another rule.</summary>
    public static Primitive Like(Primitive original, Derivative rule) =>
        new($"wrong {original.Name}")
        {
            Arity = original.Arity,
            Shape = original.Shape,
            Kernel = original.Kernel,
            Derivative = rule,
            Notation = original.Notation,
            Branch = original.Branch,
            Domain = original.Domain,
            Samples = original.Samples,
        };
}
