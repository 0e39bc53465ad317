using static FunctionalGrad.Expr;

namespace FunctionalGrad;

/// <summary>Penalties R(W) for the lecture's L = 1/N sum L_i + lambda R(W), to be added with a factor: <c>loss + 1e-4 * Regularization.L2(Parameters.WeightsOf(loss))</c>.</summary>
/// <remarks>What is penalised is chosen by what is given: <see cref="Parameters.WeightsOf"/> leaves biases out, <see cref="Parameters.Of"/> takes all.</remarks>
public static class Regularization
{
    /// <summary>The sum of absolute values, sum |w|; 0 for no parameters.</summary>
    public static Expr L1(params IReadOnlyList<Expr> parameters) => Total(parameters, Abs);

    /// <summary>The sum of squares, sum w^2, with gradient 2 w; 0 for no parameters.</summary>
    public static Expr L2(params IReadOnlyList<Expr> parameters) => Total(parameters, Square);

    private static Expr Total(IReadOnlyList<Expr> parameters, Func<Expr, Expr> penalty) =>
        Argument.NoNulls(parameters).Count == 0
            ? Constant(0)
            : Add([.. parameters.Select(w => Sum(penalty(w)))]);
}
