namespace FunctionalGrad;

public static partial class Explain
{
    /// <summary>The forward pass and the mirrored backward pass as F# code of the vocabulary, staged line by line: <c>let dx = dx + ...</c> where a second path arrives.</summary>
    /// <remarks>It compiles where <c>FunctionalGrad.Dsl</c> is open; it binds <c>gradients</c>, the list of the inputs' gradients.</remarks>
    public static string Staged(BackwardTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new StagedView(trace).Write();
    }
}
