using System.Numerics;

namespace FunctionalGrad;

/// <summary>Reduces what a group computes, as the tiles come: the same blocks in the same order as the reduction alone.</summary>
internal sealed class FoldInstruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TileReduction reduction;
    private readonly int size;
    private readonly bool inBlocks;
    private readonly Fold<T> fold;
    private readonly Zip<T> combine;

    public FoldInstruction(TileReduction reduction, int size, int tile)
    {
        (this.reduction, this.size) = (reduction, size);
        inBlocks = reduction.Run > tile;
        var kernel = (ReductionKernel)reduction.Node.Primitive.Kernel;
        (fold, combine) = (kernel.Fold<T>(), kernel.Combine<T>());
    }

    public void Run(Frame<T> frame, int at, int length)
    {
        ReadOnlySpan<T> x = frame.Sources[reduction.Of].Span;
        var y = frame.Places[reduction.To].Span;
        if (!inBlocks)
        {
            int run = reduction.Run;
            for (int from = 0, to = at / run; from < length; from += run, to++)
                y[to] = Reduce.Whole(x.Slice(from, run), fold, combine);
            return;
        }
        int count = (size + Reduce.Block - 1) / Reduce.Block;
        var blocks = frame.Scratch(reduction.Blocks, count).Span;
        for (int from = 0, to = at / Reduce.Block; from < length; from += Reduce.Block, to++)
            blocks[to] = fold(x.Slice(from, Math.Min(Reduce.Block, length - from)));
        if (at + length == size)
            y[0] = Reduce.OfBlocks(blocks, size, combine);
    }
}
