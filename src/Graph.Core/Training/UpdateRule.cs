namespace FunctionalGrad;

/// <summary>One step of an optimiser for one parameter, as expressions.</summary>
/// <param name="parameter">The parameter before the step.</param>
/// <param name="gradient">The gradient of the loss with respect to it.</param>
/// <param name="slots">What the optimiser remembers about it, in the order in which it names them.</param>
/// <param name="step">How many steps have been taken before this one: a scalar, 0 in the first step.</param>
public delegate Update UpdateRule(
    Expr parameter,
    Expr gradient,
    IReadOnlyList<Expr> slots,
    Expr step
);
