namespace FunctionalGrad;

/// <summary>The chain rule at work on one graph at one point: a trace of it, and views of the trace as text, code, pictures and formulas.</summary>
public static partial class Explain
{
    /// <summary>The trace of a scalar: its forward values, and the backward pass with respect to all inputs, starting from 1.</summary>
    /// <param name="output">The scalar.</param>
    /// <param name="at">A value for each input.</param>
    /// <exception cref="ShapeException">The expression is not a scalar.</exception>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    public static BackwardTrace Of(Expr output, params Binding<double>[] at)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Shape.Rank != 0)
            throw new ShapeException(
                $"explain: the expression is {output.Shape}, but only a scalar [] has a gradient. Sum it, or give the upstream gradient it receives."
            );
        return Of(output, NDArray<double>.Scalar(1), at);
    }

    /// <summary>The trace of an expression of any shape, starting from the upstream gradient that it receives.</summary>
    /// <param name="output">The expression.</param>
    /// <param name="upstream">The gradient with respect to the expression, of its shape.</param>
    /// <param name="at">A value for each input.</param>
    /// <exception cref="ShapeException">The upstream gradient has another shape than the expression.</exception>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    public static BackwardTrace Of(
        Expr output,
        NDArray<double> upstream,
        params Binding<double>[] at
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(upstream);
        ArgumentNullException.ThrowIfNull(at);
        if (!upstream.Shape.Equals(output.Shape))
            throw new ShapeException(
                $"explain: the expression is {output.Shape}, its upstream gradient is {upstream.Shape}: they must have one shape."
            );
        return new Tracing(output, upstream, at).Trace();
    }
}
