namespace FunctionalGrad;

/// <summary>A derivative was asked for along a path through a primitive that has none.</summary>
/// <param name="message">The whole sentence: it names the primitive and the reason.</param>
public sealed class NotDifferentiableException(string message) : InvalidOperationException(message);
