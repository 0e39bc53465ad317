namespace FunctionalGrad;

/// <summary>One step of simplification: the first identity, of those that the node's primitive declares, that applies.</summary>
internal static class Identities
{
    private const int LargestFolded = 4096;

    /// <summary>A simpler node, or null. The node's inputs are simplified, and equal ones are one object.</summary>
    public static Expr? Step(Apply node)
    {
        var algebra = node.Primitive.Algebra;
        var simpler =
            Unchanged(node, algebra)
            ?? Repeated(node, algebra)
            ?? (algebra.Rewrite is { } rewrite ? Rewritten(node, rewrite) : null)
            ?? (algebra.Exact ? Folded(node) : null);
        return simpler is not null && simpler.Shape.Equals(node.Shape) ? simpler : null;
    }

    private static Expr? Rewritten(Apply node, Func<Apply, Expr?> rewrite) =>
        ModulePath.At(node.Module, () => rewrite(node));

    /// <summary>x where x is combined with a number that leaves it unchanged.</summary>
    private static Expr? Unchanged(Apply node, Algebra algebra)
    {
        var x = node.Inputs;
        return x.Length != 2 ? null
            : algebra.RightIdentity is { } right && x[1] is Constant b && b.Is(right) ? x[0]
            : algebra.LeftIdentity is { } left && x[0] is Constant a && a.Is(left) ? x[1]
            : null;
    }

    /// <summary>x for f(f(x)) where f undoes itself, f(x) where once is enough.</summary>
    private static Expr? Repeated(Apply node, Algebra algebra) =>
        node.Inputs.Length == 1
        && node.Inputs[0] is Apply inner
        && ReferenceEquals(inner.Primitive, node.Primitive)
        && inner.Attributes.Equals(node.Attributes)
            ? algebra.Involution
                ? inner.Inputs[0]
                : algebra.Idempotent
                    ? inner
                    : null
            : null;

    /// <summary>The value where all inputs are constants and it has the same bits in either element type.</summary>
    private static Expr? Folded(Apply node)
    {
        if (node.Shape.Size > LargestFolded || node.Inputs is [Input or Apply, ..])
            return null;
        var values = new NDArray<double>[node.Inputs.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (node.Inputs[i] is not Constant constant || constant.Shape.Size > LargestFolded)
                return null;
            values[i] = constant.Value;
        }
        var value = node.Primitive.Kernel.Run<double>(node, values);
        var first = NDArray<double>.Fill(node.Shape, node.Shape.Size == 0 ? 0 : value.Span[0]);
        return value.SameBits(first) && first.Span.Length > 0
            ? Expr.Fill(node.Shape, first.Span[0])
            : Expr.Constant(value);
    }
}
