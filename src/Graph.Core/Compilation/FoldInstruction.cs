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

    public FoldInstruction(TileReduction reduction, int size, int tile)
    {
        (this.reduction, this.size) = (reduction, size);
        inBlocks = reduction.Run > tile;
        fold = ((ReductionKernel)reduction.Node.Primitive.Kernel).Fold<T>();
    }

    /// <summary>Reduces a tile, or what of it makes whole blocks.</summary>
    public void Run(Frame<T> frame, ReadOnlySpan<T> x, int at)
    {
        if (inBlocks)
        {
            Reduce.InBlocks(x, Blocks(frame)[(at / Reduce.Block)..], fold);
            return;
        }
        int run = reduction.Run;
        var y = frame.Places[reduction.To].Span;
        for (int from = 0, to = at / run; from < x.Length; from += run, to++)
            y[to] = Reduce.Whole(x.Slice(from, run), fold);
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
        int each = Reduce.BlocksOf(reduction.Run);
        for (int i = 0; i < y.Length; i++)
            y[i] = Reduce.OfBlocks(blocks.Slice(i * each, each), fold);
    }

    private Span<T> Blocks(Frame<T> frame) =>
        frame.Shared(reduction.Blocks, Reduce.BlocksOf(size)).Span;
}
