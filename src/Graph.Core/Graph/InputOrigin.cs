namespace FunctionalGrad;

/// <summary>Where the value of an input comes from.</summary>
public abstract record InputOrigin
{
    private protected InputOrigin() { }

    /// <summary>Bound by whoever evaluates the graph.</summary>
    public static InputOrigin Data { get; } = new DataOrigin();

    private sealed record DataOrigin : InputOrigin;
}

/// <summary>Trained: it starts as its initialiser says.</summary>
/// <param name="Initializer">How it starts.</param>
public sealed record ParameterOrigin(Initializer Initializer) : InputOrigin
{
    /// <summary>How it starts.</summary>
    public Initializer Initializer { get; init; } = Argument.NotNull(Initializer);
}

/// <summary>Drawn by every run anew from its seed and step.</summary>
/// <param name="Distribution">What it is drawn from.</param>
public sealed record NoiseOrigin(Distribution Distribution) : InputOrigin
{
    /// <summary>What it is drawn from.</summary>
    public Distribution Distribution { get; init; } = Argument.NotNull(Distribution);
}
