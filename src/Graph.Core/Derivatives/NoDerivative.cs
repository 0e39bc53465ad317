namespace FunctionalGrad;

/// <summary>Asking for it is an error.</summary>
internal sealed class NoDerivative(string why) : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed) =>
        throw Refusal(y);

    internal override Cotangent? Push(Apply y, Cotangent?[] t) => throw Refusal(y);

    internal override NotDifferentiableException Refusal(Apply y) =>
        new(
            $"gradient: {y.Primitive.Name} has no derivative: {why}. Use it as the condition of a select, or behind stopGradient?"
        );
}
