namespace FunctionalGrad.Properties;

/// <summary>How a law says that it is broken.</summary>
internal static class Broken
{
    /// <exception cref="VerificationException">It does not hold.</exception>
    public static void Unless(bool holds, FormattableString sentence)
    {
        if (!holds)
            throw new VerificationException(FormattableString.Invariant(sentence));
    }
}
