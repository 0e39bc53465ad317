namespace FunctionalGrad;

/// <summary>How a parameter starts: a value that says it, drawn when training begins.</summary>
public abstract record Initializer;
