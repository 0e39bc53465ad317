namespace FunctionalGrad;

/// <summary>A graph or an array was asked for that cannot exist: the message says what was asked, what was found and what to try.</summary>
/// <param name="message">The whole sentence.</param>
public sealed class ShapeException(string message) : ArgumentException(message)
{
    /// <summary>File and line of the user's code that asked for it, <c>Model.cs:12</c> with its path; null where that code has no debug symbols.</summary>
    public string? Location => CallerLocation.Of(this);
}
