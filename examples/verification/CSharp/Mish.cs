namespace VerificationExample;

/// <summary>The activation x tanh(softplus x), by D. Misra 2019, as a primitive of one's own.</summary>
public static class Mish
{
    public static Primitive Primitive { get; } =
        new("mish")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x =>
                x * Math.Tanh(Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x))))
            ),
            // tanh s + x (1 - tanh^2 s) sigmoid x, with s = softplus x
            Derivative = Derivative.Elementwise(
                (x, y) => Tanh(Softplus(x)) + x * (1 - Square(Tanh(Softplus(x)))) * Sigmoid(x)
            ),
            Notation = Notation.Function("mish"),
        };

    /// <summary>The same, but that its author forgot the last factor of the chain rule.</summary>
    public static Primitive Wrong { get; } =
        new("wrongMish")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Primitive.Kernel,
            Derivative = Derivative.Elementwise(
                (x, y) => Tanh(Softplus(x)) + x * (1 - Square(Tanh(Softplus(x))))
            ),
            Notation = Notation.Function("wrongMish"),
        };
}
