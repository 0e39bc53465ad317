namespace FunctionalGrad;

/// <summary>A wire as it leaves a box: what one node of the trace computed, or a bundle of what many computed.</summary>
/// <param name="Key">Tells it from all other outlets of the picture.</param>
/// <param name="Nodes">The nodes whose values leave here.</param>
internal sealed record PictureOutlet(int Key, IReadOnlyList<TraceNode> Nodes)
{
    /// <summary>More outlets than this leave a box as one bundle.</summary>
    public const int MostApart = 4;

    /// <summary>The one node whose value leaves here; null for a bundle, which has neither one value nor one gradient.</summary>
    public TraceNode? Node => Nodes is [var only] ? only : null;
}
