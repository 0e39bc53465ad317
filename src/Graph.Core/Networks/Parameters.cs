namespace FunctionalGrad;

/// <summary>The trained inputs of a graph: they are found in it, not kept beside it.</summary>
public static class Parameters
{
    /// <summary>The parameters, in the order in which they are first needed.</summary>
    /// <exception cref="BindingException">Two different inputs have one name.</exception>
    public static IReadOnlyList<Input> Of(params IReadOnlyList<Expr> graph) =>
        [
            .. Tape.Of(Argument.NoNulls(graph))
                .Inputs.Where(input => input.Origin is ParameterOrigin),
        ];

    /// <summary>The parameters that multiply: those with two axes or more. Biases and the gains of a normalisation, which have one, are left out.</summary>
    /// <remarks>These are what one usually regularises: a penalty on a bias shrinks no capacity.</remarks>
    /// <exception cref="BindingException">Two different inputs have one name.</exception>
    public static IReadOnlyList<Input> WeightsOf(params IReadOnlyList<Expr> graph) =>
        [.. Of(Argument.NoNulls(graph)).Where(parameter => parameter.Shape.Rank >= 2)];
}
