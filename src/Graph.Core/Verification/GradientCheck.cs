namespace FunctionalGrad;

/// <summary>Checks gradients against differences, forward mode and their own laws, and finds the node to blame.</summary>
/// <remarks>
/// Nine steps: two runs give the same bits; forward mode agrees with reverse mode (dot-product test); the pullback is linear in its
/// cotangent; the gradient agrees with central differences, extrapolated after Richardson, whose own error is estimated; at kinks, told by
/// the branch signatures of the primitives, it lies between the one-sided slopes and is the subgradient of least norm; outside a domain
/// one-sided differences stand in; up to 64 entries are all compared, of more some, and all when one fails; Hessian-vector products
/// agree in two ways and with differences of the gradient, and the Hessian is symmetric; and of a failure the first node whose own rule is
/// wrong is found. Everything is computed in double and follows from the seed alone.
/// </remarks>
public static class GradientCheck
{
    /// <summary>Checks the gradient of an expression with respect to all its inputs; of one that is not scalar, the Jacobian.</summary>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    public static GradientReport Of(Expr output, params Binding<double>[] at) =>
        Of(output, at, GradientCheckOptions.Default);

    /// <summary>Checks the gradient of an expression; of one that is not scalar, the Jacobian.</summary>
    /// <param name="output">The expression.</param>
    /// <param name="at">A value for each of its inputs.</param>
    /// <param name="options">What the check may spend and how strict it is.</param>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static GradientReport Of(
        Expr output,
        IEnumerable<Binding<double>> at,
        GradientCheckOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(options);
        return new GraphExamination(output, [.. at], null, options).Report();
    }

    /// <summary>Checks a gradient that somebody else wrote down: for each input an expression of its shape.</summary>
    /// <param name="output">The scalar that is differentiated.</param>
    /// <param name="gradient">Inputs, and what their gradient is said to be.</param>
    /// <param name="at">A value for each input of the output and of the gradient.</param>
    /// <param name="options">What the check may spend and how strict it is.</param>
    /// <exception cref="ShapeException">The output is not a scalar, or a gradient has another shape than its input.</exception>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static GradientReport OfGradient(
        Expr output,
        IReadOnlyList<(Expr Input, Expr Gradient)> gradient,
        IEnumerable<Binding<double>> at,
        GradientCheckOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(at);
        if (output.Shape.Rank != 0)
            throw new ShapeException(
                $"gradient check: the expression is {output.Shape}, but only a scalar [] has a gradient to compare with. Sum it?"
            );
        if (gradient.Count == 0)
            throw new ShapeException(
                "gradient check: no gradient is given. Give a pair of input and gradient for at least one input."
            );
        foreach (var (input, derivative) in gradient)
        {
            ArgumentNullException.ThrowIfNull(input, nameof(gradient));
            ArgumentNullException.ThrowIfNull(derivative, nameof(gradient));
            if (!input.Shape.Equals(derivative.Shape))
                throw new ShapeException(
                    $"gradient check: {input.Label} is {input.Shape}, its gradient is {derivative.Shape}: a gradient has the shape of its input."
                );
        }
        return new GraphExamination(
            output,
            [.. at],
            [.. gradient],
            options ?? GradientCheckOptions.Default
        ).Report();
    }

    /// <summary>Checks the gradient of a plain function: no graph.</summary>
    /// <param name="f">The function, which must not keep or change its argument.</param>
    /// <param name="gradient">Its gradient, as many numbers as the point has.</param>
    /// <param name="at">The point.</param>
    /// <param name="options">What the check may spend and how strict it is.</param>
    /// <exception cref="ArgumentException">The gradient has another length than the point.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static GradientReport OfFunction(
        Func<double[], double> f,
        Func<double[], double[]> gradient,
        double[] at,
        GradientCheckOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(at);
        return new FunctionExamination(
            f,
            gradient,
            [.. at],
            options ?? GradientCheckOptions.Default
        ).Report();
    }
}
