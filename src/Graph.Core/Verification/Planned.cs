namespace FunctionalGrad;

/// <summary>A derivative that is to be compared.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Name">The name of the input that it moves.</param>
/// <param name="Index">Which element of it; null for a direction through several.</param>
/// <param name="Connected">Whether a gradient flows into the input.</param>
internal sealed record Planned(Direction Direction, string Name, Ints? Index, bool Connected);
