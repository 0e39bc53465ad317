namespace FunctionalGrad.Properties;

/// <summary>A property does not hold: the message shows the smallest case found, as DSL source, and how to repeat the run.</summary>
public sealed class VerificationException : Exception
{
    internal VerificationException(string message, Exception? cause = null)
        : base(message, cause) { }
}
