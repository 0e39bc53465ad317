namespace FunctionalGrad;

/// <summary>In what a rule is wrong.</summary>
/// <param name="Operand">With respect to which input, counted from 0; null where the rule as a whole is.</param>
/// <param name="Element">Which element of that input, row-major; null where it is not one alone.</param>
/// <param name="Order">1 or 2.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record RuleFault(int? Operand, int? Element, int Order, string Reason);
