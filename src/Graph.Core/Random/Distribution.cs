namespace FunctionalGrad;

/// <summary>What a noise input is drawn from.</summary>
public abstract record Distribution;
