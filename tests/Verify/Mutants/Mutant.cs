namespace FunctionalGrad.Checking.Mutants;

/// <summary>A wrong rule that the gradient check must find and blame.</summary>
/// <param name="Name">The primitive and what is wrong with it.</param>
/// <param name="Kind">What sort of mistake it is.</param>
/// <param name="Original">The primitive that is right.</param>
/// <param name="Wrong">Its copy with one member changed.</param>
internal sealed record Mutant(string Name, string Kind, Primitive Original, Primitive Wrong)
{
    /// <summary>Graphs at points where it shows, tried before random ones: ties, kinks, shapes that are rarely drawn.</summary>
    public IReadOnlyList<Sample> Crafted { get; init; } = [];

    /// <summary>Whether it must be found there, and no random graph may help.</summary>
    public bool IsCraftedOnly { get; init; }

    /// <summary>What the check looks at.</summary>
    public GradientCheckOptions Options { get; init; } = new() { SecondOrder = false };
}
