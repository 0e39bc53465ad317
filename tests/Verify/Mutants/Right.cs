namespace FunctionalGrad.Checking.Mutants;

/// <summary>What the right rule gives, for a wrong one to spoil.</summary>
internal static class Right
{
    /// <summary>The cotangents of all inputs of a node, were its primitive the given one.</summary>
    /// <remarks>Found on stand-ins: two inputs that are one node are still two operands.</remarks>
    public static Expr[] Pull(Primitive primitive, Apply y, Expr g)
    {
        Expr[] real = y.Inputs.ToArray();
        Expr[] operands = [.. real.Select((x, i) => Expr.Input($"operand {i}", x.Shape.Lengths))];
        var pulled = Differentiate.Vjp(primitive.Apply(y.Attributes, operands), g, operands);
        return [.. Substitute.In([.. pulled], [.. operands.Zip(real)])];
    }

    /// <summary>A rule that spoils what the right one gives.</summary>
    public static Derivative Spoilt(
        Primitive primitive,
        Func<Apply, Expr[], IReadOnlyList<Expr?>> spoil
    ) => Derivative.Custom((y, g) => spoil(y, Pull(primitive, y, g)));

    /// <summary>A rule that spoils the only, or every, cotangent in the same way.</summary>
    public static Derivative Spoilt(Primitive primitive, Func<Apply, Expr, Expr> spoil) =>
        Spoilt(primitive, (y, right) => [.. right.Select(each => spoil(y, each))]);

    /// <summary>The elements moved on by one place along an axis, if there is one, the last to the front.</summary>
    public static Expr Rolled(Expr x, int axis)
    {
        int length = axis < x.Shape.Rank ? x.Shape[axis] : 1;
        if (length < 2)
            return x;
        var order = Enumerable.Range(0, length).Select(i => (double)((i + length - 1) % length));
        return Expr.Gather(x, Expr.Constant(NDArray.Of<double>([.. order])), axis);
    }
}
