namespace FunctionalGrad;

/// <summary>One of the steps of a gradient check.</summary>
public sealed record GradientStep
{
    internal GradientStep(int number, string name, Verdict verdict, string figure) =>
        (Number, Name, Verdict, Figure) = (number, name, verdict, figure);

    /// <summary>1 to 9; 10 for single precision.</summary>
    public int Number { get; internal init; }

    /// <summary>Its name.</summary>
    public string Name { get; internal init; }

    /// <summary>What it came to.</summary>
    public Verdict Verdict { get; internal init; }

    /// <summary>What was found, in a few words and numbers.</summary>
    public string Figure { get; internal init; }
}
