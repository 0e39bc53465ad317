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

    /// <summary>Reduces a tile, or what of it makes whole blocks.</summary>
    public void Run(Frame<T> frame, ReadOnlySpan<T> x, int at)
    {
        if (inBlocks)
        {
            var blocks = Blocks(frame);
            for (int from = 0, to = at / Reduce.Block; from < x.Length; from += Reduce.Block, to++)
                blocks[to] = fold(x.Slice(from, Math.Min(Reduce.Block, x.Length - from)));
            return;
        }
        int run = reduction.Run;
        var y = frame.Places[reduction.To].Span;
        for (int from = 0, to = at / run; from < x.Length; from += run, to++)
            y[to] = Reduce.Whole(x.Slice(from, run), fold, combine);
    }

    /// <summary>Which of the group's sources is reduced.</summary>
    public int Of => reduction.Of;

    /// <summary>Combines the blocks when all tiles have come.</summary>
    public void Finish(Frame<T> frame)
    {
        if (!inBlocks)
            return;
        var y = frame.Places[reduction.To].Span;
        var blocks = Blocks(frame);
        // Of several runs each is of whole blocks.
        for (int i = 0; i < y.Length; i++)
            y[i] = Reduce.OfBlocks<T>(
                blocks[(i * (reduction.Run / Reduce.Block))..],
                reduction.Run,
                combine
            );
    }

    private Span<T> Blocks(Frame<T> frame) =>
        frame.Shared(reduction.Blocks, (size + Reduce.Block - 1) / Reduce.Block).Span;
}
