namespace FunctionalGrad;

/// <summary>A pullback stated whole; the pushforward is the transpose of the pullback.</summary>
internal sealed class CustomDerivative(Func<Apply, Expr, IReadOnlyList<Expr?>> pullback)
    : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        var stated = Stated(y, g.Value);
        var downstream = new Cotangent?[needed.Length];
        for (int i = 0; i < needed.Length; i++)
            if (needed[i] && stated[i] is { } value)
                downstream[i] = g.Across(value);
        return downstream;
    }

    /// <summary>J t is the gradient of &lt;J'u, t&gt; with respect to u, which does not depend on where u is.</summary>
    /// <remarks>It is found on stand-ins for the node, its inputs and tangents, so that the graph below them is not walked again for every node.</remarks>
    internal override Cotangent? Push(Apply y, Cotangent?[] t)
    {
        var stands = new List<(Expr From, Expr To)>();
        Expr StandFor(Expr real)
        {
            stands.Add((Placeholder(stands.Count, real.Shape), real));
            return stands[^1].From;
        }
        var local = y.On(Array.ConvertAll(y.Inputs.ToArray(), StandFor));
        stands.Add((local, y));
        var u = Placeholder(stands.Count + t.Length, y.Shape);
        var stated = Stated(local, u);
        var outputs = new List<Expr>();
        var cotangents = new List<Expr>();
        var used = new List<Cotangent>();
        for (int i = 0; i < t.Length; i++)
            if (t[i] is { } tangent && stated[i] is { } value)
            {
                outputs.Add(value);
                cotangents.Add(StandFor(tangent.Value));
                used.Add(tangent);
            }
        if (outputs.Count == 0 || ReverseMode.Pull(outputs, cotangents, [u])[0] is not { } pushed)
            return null;
        return Tape.OfAny(pushed).PositionOf(u) is null
            ? Cotangent.Across(used, Substitute.In(pushed, stands))
            : throw new NotDifferentiableException(
                $"{y.Primitive.Name}: its pullback is not linear in its cotangent, so there is no forward mode of it. State a sum of products with the cotangent."
            );
    }

    internal override bool Uses(Apply y, int input) =>
        Stated(y, Placeholder(0, y.Shape))[input] is not null;

    private IReadOnlyList<Expr?> Stated(Apply y, Expr g)
    {
        var stated = pullback(y, g);
        if (stated.Count != y.Inputs.Length)
            throw new ShapeException(
                $"{y.Primitive.Name}: its pullback returned {stated.Count} cotangents, but it has {y.Inputs.Length} inputs. Return one per input, null for none."
            );
        for (int i = 0; i < stated.Count; i++)
            if (stated[i] is { } value && !value.Shape.Equals(y.Inputs[i].Shape))
                throw new ShapeException(
                    $"{y.Primitive.Name}: its pullback returned {value.Shape} for input {i}, which is {y.Inputs[i].Described}: a cotangent has the shape of its input."
                );
        return stated;
    }

    private static Input Placeholder(int number, Shape shape) =>
        new($"stand-in {number}", shape, new PlaceholderOrigin());

    /// <summary>Equal to no other: each placeholder is its own input.</summary>
    private sealed record PlaceholderOrigin : InputOrigin
    {
        public bool Equals(PlaceholderOrigin? other) => ReferenceEquals(this, other);

        public override int GetHashCode() =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
