using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Derivatives of expressions, as expressions: print, draw, evaluate, compile or differentiate them again.</summary>
/// <remarks>
/// With respect to inputs of any shape and to intermediate nodes. Where an output does not depend on a node, the derivative is
/// explicit zeros of the right shape.
/// </remarks>
public static partial class Differentiate
{
    /// <summary>The gradient of a scalar, by reverse mode: for each node of <paramref name="wrt"/> an expression of its shape.</summary>
    /// <exception cref="ShapeException">The expression is not a scalar, or no node is given.</exception>
    /// <exception cref="NotDifferentiableException">A path leads through a primitive without a derivative.</exception>
    public static IReadOnlyList<Expr> Gradient(Expr output, params IReadOnlyList<Expr> wrt)
    {
        RequireScalar("gradient", output);
        return Vjp([output], [Expr.Ones(Shape.Scalar)], wrt);
    }

    /// <summary>A scalar together with its gradient; evaluated together, they share their work.</summary>
    /// <exception cref="ShapeException">The expression is not a scalar, or no node is given.</exception>
    public static (Expr Value, IReadOnlyList<Expr> Gradient) ValueAndGradient(
        Expr output,
        params IReadOnlyList<Expr> wrt
    ) => (output, Gradient(output, wrt));

    /// <summary>The vector-Jacobian product u'J, by reverse mode: for each node of <paramref name="wrt"/> an expression of its shape.</summary>
    /// <param name="output">What is differentiated, of any shape.</param>
    /// <param name="cotangent">The upstream gradient u, of the output's shape. Zeros in a constant are exactly 0, however large the slopes below; zeros bound later are ordinary ones.</param>
    /// <param name="wrt">With respect to what.</param>
    /// <exception cref="ShapeException">The cotangent has another shape than the output.</exception>
    public static IReadOnlyList<Expr> Vjp(
        Expr output,
        Expr cotangent,
        params IReadOnlyList<Expr> wrt
    ) => Vjp([Argument.NotNull(output)], [Argument.NotNull(cotangent)], wrt);

    /// <summary>The vector-Jacobian product of several outputs at once: the sum over the outputs of u'J.</summary>
    /// <exception cref="ShapeException">A cotangent has another shape than its output, or the numbers differ.</exception>
    public static IReadOnlyList<Expr> Vjp(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<Expr> cotangents,
        IReadOnlyList<Expr> wrt
    )
    {
        RequirePairs("vjp", "output", "cotangent", outputs, cotangents);
        RequireSome("gradient", wrt);
        var pulled = ReverseMode.Pull(outputs, cotangents, wrt);
        return [.. pulled.Select((g, i) => g ?? Expr.Zeros(wrt[i].Shape))];
    }

    /// <summary>The Jacobian-vector product Jt, by forward mode: the directional derivative of the output.</summary>
    /// <param name="output">What is differentiated, of any shape.</param>
    /// <param name="wrt">With respect to what.</param>
    /// <param name="tangents">The direction t: one tangent of its shape for each node of <paramref name="wrt"/>.</param>
    /// <exception cref="ShapeException">A tangent has another shape than its node, or the numbers differ.</exception>
    public static Expr Jvp(Expr output, IReadOnlyList<Expr> wrt, IReadOnlyList<Expr> tangents) =>
        Jvp([Argument.NotNull(output)], wrt, tangents)[0];

    /// <summary>The Jacobian-vector products of several outputs.</summary>
    /// <exception cref="ShapeException">A tangent has another shape than its node, or the numbers differ.</exception>
    public static IReadOnlyList<Expr> Jvp(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<Expr> wrt,
        IReadOnlyList<Expr> tangents
    )
    {
        RequirePairs("jvp", "node", "tangent", wrt, tangents);
        RequireSome("jvp", wrt);
        var pushed = ForwardMode.Push(Argument.NoNulls(outputs), wrt, tangents);
        return [.. pushed.Select((t, i) => t ?? Expr.Zeros(outputs[i].Shape))];
    }

    private static void RequireScalar(string pass, Expr output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Shape.Rank != 0)
            throw new ShapeException(
                $"{pass}: the expression is {output.Shape}, but only a scalar [] has a {(pass == "gradient" ? pass : "hessian")}. Sum it, or use vjp or jacobian."
            );
    }

    private static void RequireSome(string pass, IReadOnlyList<Expr> wrt)
    {
        if (Argument.NoNulls(wrt).Count == 0)
            throw new ShapeException(
                $"{pass}: no node is given to differentiate with respect to. Name at least one input."
            );
    }

    private static void RequirePairs(
        string pass,
        string one,
        string other,
        IReadOnlyList<Expr> left,
        IReadOnlyList<Expr> right,
        [CallerArgumentExpression(nameof(left))] string? leftName = null,
        [CallerArgumentExpression(nameof(right))] string? rightName = null
    )
    {
        _ = Argument.NoNulls(left, leftName);
        _ = Argument.NoNulls(right, rightName);
        if (left.Count != right.Count)
            throw new ShapeException(
                $"{pass}: {left.Count} {one}s and {right.Count} {other}s were given: there must be one {other} for each {one}."
            );
        for (int i = 0; i < left.Count; i++)
            if (!left[i].Shape.Equals(right[i].Shape))
                throw new ShapeException(
                    $"{pass}: {one} {i} is {left[i].Described}, its {other} is {right[i].Described}: they must have one shape."
                );
    }
}
