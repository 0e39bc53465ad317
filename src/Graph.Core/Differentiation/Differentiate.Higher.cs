namespace FunctionalGrad;

public static partial class Differentiate
{
    /// <summary>All first derivatives: element [i..., j...] is d output[i...] / d wrt[j...].</summary>
    /// <param name="output">What is differentiated, of any shape.</param>
    /// <param name="wrt">With respect to what, of any shape.</param>
    /// <param name="mode">Row by row in reverse mode, column by column in forward mode, or whichever needs fewer passes.</param>
    /// <returns>An expression of the shape output.Shape ++ wrt.Shape; zeros where nothing depends.</returns>
    /// <exception cref="ShapeException">The Jacobian would hold more elements than an array can.</exception>
    /// <exception cref="NotDifferentiableException">A path leads through a primitive without a derivative.</exception>
    public static Expr Jacobian(Expr output, Expr wrt, JacobianMode mode = JacobianMode.Auto) =>
        Jacobian(output, [Argument.NotNull(wrt)], mode)[0];

    /// <summary>The Jacobians with respect to several nodes, each of the shape output.Shape ++ wrt[k].Shape.</summary>
    /// <exception cref="ShapeException">No node is given, or a Jacobian would hold more elements than an array can.</exception>
    /// <exception cref="NotDifferentiableException">A path leads through a primitive without a derivative.</exception>
    public static IReadOnlyList<Expr> Jacobian(
        Expr output,
        IReadOnlyList<Expr> wrt,
        JacobianMode mode = JacobianMode.Auto
    )
    {
        RequireSome("jacobian", wrt);
        ArgumentNullException.ThrowIfNull(output);
        RequireRoom([output], wrt);
        long columns = wrt.Sum(node => (long)node.Shape.Size);
        bool forward = mode switch
        {
            JacobianMode.Forward => true,
            JacobianMode.Reverse => false,
            _ => columns < output.Shape.Size,
        };
        return forward
            ? [.. wrt.Select(node => Jacobians.ByColumns([output], node)[0])]
            : Jacobians.ByRows(output, wrt);
    }

    /// <summary>All second derivatives of a scalar: element [i..., j...] is d2 output / d wrt[i...] d wrt[j...].</summary>
    /// <returns>An expression of the shape wrt.Shape ++ wrt.Shape: forward mode over reverse mode, one pass for each column.</returns>
    /// <exception cref="ShapeException">The output is not a scalar.</exception>
    /// <exception cref="NotDifferentiableException">A path leads through a primitive without a derivative.</exception>
    public static Expr Hessian(Expr output, Expr wrt) =>
        Hessian(output, [Argument.NotNull(wrt)])[0][0];

    /// <summary>The blocks of the Hessian for several nodes: block [a][b] has the shape wrt[a].Shape ++ wrt[b].Shape.</summary>
    /// <exception cref="ShapeException">The output is not a scalar, or no node is given.</exception>
    /// <exception cref="NotDifferentiableException">A path leads through a primitive without a derivative.</exception>
    public static IReadOnlyList<IReadOnlyList<Expr>> Hessian(Expr output, IReadOnlyList<Expr> wrt)
    {
        RequireScalar("hessian", output);
        RequireSome("hessian", wrt);
        RequireRoom(wrt, wrt);
        var gradient = Gradient(output, wrt);
        var columns = wrt.Select(node => Jacobians.ByColumns(gradient, node)).ToArray();
        return [.. wrt.Select((_, row) => columns.Select(blocks => blocks[row]).ToArray())];
    }

    /// <summary>Before the passes, of which there would be too many to build.</summary>
    /// <exception cref="ShapeException">A block would hold more elements than an array can.</exception>
    private static void RequireRoom(IReadOnlyList<Expr> rows, IReadOnlyList<Expr> columns)
    {
        foreach (var row in rows)
        foreach (var column in columns)
            _ = Shape.Of([.. row.Shape, .. column.Shape]);
    }

    /// <summary>The product of a scalar's Hessian with a vector, without the Hessian: forward mode over the gradient.</summary>
    /// <exception cref="ShapeException">The output is not a scalar, or the vector has another shape than the node.</exception>
    /// <exception cref="NotDifferentiableException">A path leads through a primitive without a derivative.</exception>
    public static Expr Hvp(Expr output, Expr wrt, Expr vector) =>
        Hvp(output, [Argument.NotNull(wrt)], [Argument.NotNull(vector)])[0];

    /// <summary>The product of a scalar's Hessian for several nodes with a vector of as many parts: a part for each node.</summary>
    /// <exception cref="ShapeException">The output is not a scalar, no node is given, or a part has another shape than its node.</exception>
    /// <exception cref="NotDifferentiableException">A path leads through a primitive without a derivative.</exception>
    public static IReadOnlyList<Expr> Hvp(
        Expr output,
        IReadOnlyList<Expr> wrt,
        IReadOnlyList<Expr> vector
    )
    {
        RequireScalar("hvp", output);
        RequirePairs("hvp", "node", "vector", wrt, vector);
        RequireSome("hvp", wrt);
        return Jvp(Gradient(output, wrt), wrt, vector);
    }
}
