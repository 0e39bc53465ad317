namespace FunctionalGrad.Properties;

/// <summary>Whether a primitive can be applied at exactly 0.</summary>
internal static class Zero
{
    private const double Other = 0.5;

    /// <summary>Whether 0 lies inside a domain, or is an exception to it where the primitive is finite, as at a kink.</summary>
    public static bool StandsZero(this Interval domain, Apply node, int operand) =>
        domain.Contains(0)
        || domain.Low < 0
            && domain.High > 0
            && domain.Except.Contains(0)
            && IsFinite(node, operand);

    private static bool IsFinite(Apply node, int operand)
    {
        var inputs = new Expr[node.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = Expr.Fill(node.Inputs[i].Shape, i == operand ? 0 : Other);
        try
        {
            return Evaluate
                .Value(node.Primitive.Apply(node.Attributes, inputs))
                .ToArray()
                .All(double.IsFinite);
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            return false;
        }
    }
}
