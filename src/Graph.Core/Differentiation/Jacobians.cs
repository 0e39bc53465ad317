namespace FunctionalGrad;

/// <summary>Jacobians filled by rows or by columns, one pass for each, as graph.</summary>
internal static class Jacobians
{
    /// <summary>A reverse pass for each element of the output.</summary>
    public static IReadOnlyList<Expr> ByRows(Expr output, IReadOnlyList<Expr> wrt)
    {
        var rows = Units(output.Shape)
            .Select(unit => Differentiate.Vjp(output, unit, wrt))
            .ToArray();
        return
        [
            .. wrt.Select((node, k) => Joined([.. rows.Select(row => row[k])], 0, output, node)),
        ];
    }

    /// <summary>A forward pass for each element of the node, of all outputs together.</summary>
    public static IReadOnlyList<Expr> ByColumns(IReadOnlyList<Expr> outputs, Expr wrt)
    {
        var columns = Units(wrt.Shape)
            .Select(unit => Differentiate.Jvp(outputs, [wrt], [unit]))
            .ToArray();
        return
        [
            .. outputs.Select(
                (output, k) => Joined([.. columns.Select(column => column[k])], 1, output, wrt)
            ),
        ];
    }

    /// <summary>For each element of the shape, in row-major order, the array that is 1 there and 0 elsewhere.</summary>
    private static IEnumerable<Expr> Units(Shape shape) =>
        Enumerable
            .Range(0, shape.Size)
            .Select(element =>
                Expr.Constant(NDArray<double>.Create(shape, unit => unit[element] = 1))
            );

    /// <summary>Rows (axis 0) or columns (axis 1) as one array of the shape output.Shape ++ wrt.Shape; zeros when nothing depends.</summary>
    private static Expr Joined(Expr[] parts, int axis, Expr output, Expr wrt)
    {
        var shape = Shape.Of([.. output.Shape, .. wrt.Shape]);
        if (parts.All(part => part is Constant { Uniform: 0 }))
            return Expr.Zeros(shape);
        var flat = parts.Select(part => Expr.Reshape(part, [part.Shape.Size]));
        return Expr.Reshape(Expr.Stack([.. flat], axis), shape);
    }
}
