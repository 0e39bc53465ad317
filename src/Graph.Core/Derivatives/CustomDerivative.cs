namespace FunctionalGrad;

/// <summary>A pullback stated whole; the pushforward is the transpose of the pullback.</summary>
internal sealed class CustomDerivative(Func<Apply, Expr, IReadOnlyList<Expr?>> pullback)
    : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        var stated = pullback(y, g.Value);
        Require(y, stated);
        var downstream = new Cotangent?[needed.Length];
        for (int i = 0; i < needed.Length; i++)
            if (needed[i] && stated[i] is { } value)
                downstream[i] = new Cotangent(value, null);
        return downstream;
    }

    /// <summary>J t is the gradient of &lt;J'u, t&gt; with respect to u, which does not depend on where u is.</summary>
    internal override Expr? Push(Apply y, Expr?[] t)
    {
        var u = new Input("cotangent of " + y.Primitive.Name, y.Shape, new PlaceholderOrigin());
        var stated = pullback(y, u);
        Require(y, stated);
        var outputs = new List<Expr>();
        var cotangents = new List<Expr>();
        for (int i = 0; i < t.Length; i++)
            if (t[i] is { } tangent && stated[i] is { } value)
            {
                outputs.Add(value);
                cotangents.Add(tangent);
            }
        return outputs.Count == 0 ? null : ReverseMode.Pull(outputs, cotangents, [u])[0];
    }

    private static void Require(Apply y, IReadOnlyList<Expr?> stated)
    {
        if (stated.Count != y.Inputs.Length)
            throw new ShapeException(
                $"{y.Primitive.Name}: its pullback returned {stated.Count} cotangents, but it has {y.Inputs.Length} inputs. Return one per input, null for none."
            );
        for (int i = 0; i < stated.Count; i++)
            if (stated[i] is { } value && !value.Shape.Equals(y.Inputs[i].Shape))
                throw new ShapeException(
                    $"{y.Primitive.Name}: its pullback returned {value.Shape} for input {i}, which is {y.Inputs[i].Shape}: a cotangent has the shape of its input."
                );
    }

    /// <summary>Equal to no other: each placeholder is its own input.</summary>
    private sealed record PlaceholderOrigin : InputOrigin
    {
        public bool Equals(PlaceholderOrigin? other) => ReferenceEquals(this, other);

        public override int GetHashCode() =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
