namespace FunctionalGrad;

/// <summary>How a primitive is differentiated: one rule, from which reverse mode (pull) and forward mode (push) both follow.</summary>
/// <remarks>Rules return graph, not numbers, so that a derivative can be differentiated again.</remarks>
public abstract class Derivative
{
    private protected Derivative() { }

    /// <summary>Elementwise in one input: <c>(x, y) => dy/dx</c>, where y = f(x) is there to be reused.</summary>
    public static Derivative Elementwise(Func<Expr, Expr, Partial> partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        return new ElementwiseDerivative(y => [partial(y.Inputs[0], y)]);
    }

    /// <summary>Elementwise in two inputs: <c>(a, b, y) => (dy/da, dy/db)</c>.</summary>
    public static Derivative Elementwise(Func<Expr, Expr, Expr, (Partial, Partial)> partials)
    {
        ArgumentNullException.ThrowIfNull(partials);
        return new ElementwiseDerivative(y =>
        {
            var (a, b) = partials(y.Inputs[0], y.Inputs[1], y);
            return [a, b];
        });
    }

    /// <summary>Elementwise in any number of inputs, or with attributes: one partial per input.</summary>
    public static Derivative Elementwise(Func<Apply, IReadOnlyList<Partial>> partials) =>
        new ElementwiseDerivative(Argument.NotNull(partials));

    /// <summary>Linear in its last input with a matrix of zeros and ones: reshape, slice, sum, gather. The rule is the transpose.</summary>
    /// <param name="transpose">Given the node and a cotangent of its shape: the cotangent of the last input. Inputs before it (indices) have no gradient.</param>
    /// <param name="leavesZeros">Whether elements of the output may come from no element of the input, as those that a pad adds.</param>
    /// <param name="leavesOut">Whether elements of the input may go to no element of the output, as those that a slice leaves out.</param>
    public static Derivative Linear(
        Func<Apply, Expr, Expr> transpose,
        bool leavesZeros = false,
        bool leavesOut = false
    )
    {
        ArgumentNullException.ThrowIfNull(transpose);
        return new LinearDerivative(
            (y, g) => [transpose(y, g)],
            y => y.Inputs.Length - 1,
            leavesZeros,
            leavesOut
        );
    }

    /// <summary>Linear in all its inputs with matrices of zeros and ones: concat. The rule is the transpose.</summary>
    /// <param name="transpose">Given the node and a cotangent of its shape: the cotangent of each input.</param>
    public static Derivative Linear(Func<Apply, Expr, IReadOnlyList<Expr>> transpose) =>
        new LinearDerivative(Argument.NotNull(transpose), _ => 0);

    /// <summary>Linear in each of two inputs: the transposes of both maps.</summary>
    /// <param name="left">Given the node and a cotangent of its shape: the cotangent of the first input.</param>
    /// <param name="right">The same for the second input.</param>
    public static Derivative Bilinear(
        Func<Apply, Expr, Expr> left,
        Func<Apply, Expr, Expr> right
    ) => new BilinearDerivative(Argument.NotNull(left), Argument.NotNull(right));

    /// <summary>A reduction over axes: <c>(x, y) => dy/dx</c> in the shape of x, where y has been broadcast back to that shape.</summary>
    /// <remarks>The node's attributes must be <see cref="Axes"/>.</remarks>
    public static Derivative Reduction(Func<Expr, Expr, Axes, Partial> partial) =>
        new ReductionDerivative(Argument.NotNull(partial));

    /// <summary>A pullback stated whole; forward mode follows by transposing it.</summary>
    /// <param name="pullback">Given the node and a cotangent of its shape: a cotangent per input, null for none. It must be linear in the cotangent.</param>
    public static Derivative Custom(Func<Apply, Expr, IReadOnlyList<Expr?>> pullback) =>
        new CustomDerivative(Argument.NotNull(pullback));

    /// <summary>There is none: asking for it is an error that names the primitive and the reason.</summary>
    public static Derivative NotDifferentiable(string why) =>
        new NoDerivative(Argument.NotNull(why));

    /// <summary>Zero: the value is locally constant, and nothing flows.</summary>
    public static Derivative LocallyConstant { get; } =
        new ElementwiseDerivative(y => new Partial[y.Inputs.Length]);

    /// <summary>Reverse mode: what flows into each needed input; null where nothing does.</summary>
    internal abstract Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed);

    /// <summary>Forward mode: the tangent of the output given those of the inputs, null for zero.</summary>
    internal abstract Cotangent? Push(Apply y, Cotangent?[] t);

    /// <summary>Whether the tangent of one input takes part in that of the output.</summary>
    internal virtual bool Uses(Apply y, int input) => true;

    /// <summary>The error of asking for a derivative where there is none; null where there is one.</summary>
    internal virtual NotDifferentiableException? Refusal(Apply y) => null;
}
