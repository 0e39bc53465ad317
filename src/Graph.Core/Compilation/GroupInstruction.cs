using System.Numerics;

namespace FunctionalGrad;

/// <summary>Runs a group tile by tile.</summary>
internal sealed class GroupInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int size;
    private readonly int tile;
    private readonly bool isShared;
    private readonly int rowsAt;
    private readonly TileSource[] sources;
    private readonly TileOperation[] operations;
    private readonly KernelBody<T>[] bodies;
    private readonly RegisterLoop<T>?[] loops;
    private readonly FoldInstruction<T>[] folds;
    private readonly int[] streamed;
    private readonly int[] copied;

    public GroupInstruction(GroupStep step, Dictionary<string, RegisterLoop<T>> made)
    {
        (size, tile, isShared) = (step.Size, step.Tile, step.IsWorthSharing);
        rowsAt = step.ScratchOfTiles;
        (sources, operations) = (step.Sources, step.Operations);
        bodies = Array.ConvertAll(operations, each => each.Node.Primitive.Kernel.Body<T>());
        loops = RegisterLoop<T>.Of(step, made);
        streamed = OfKind(TileSourceKind.Streamed);
        copied = OfKind(TileSourceKind.Copied);
        folds = Array.ConvertAll(step.Reductions, each => new FoldInstruction<T>(each, size, tile));
    }

    private int[] OfKind(TileSourceKind kind) =>
        [.. Enumerable.Range(0, sources.Length).Where(i => sources[i].Kind == kind)];

    public override void Run(Frame<T> frame)
    {
        if (isShared && Workers.Available > 1)
            Workers.Run(frame.Lanes, new TileLanes<T>(this, frame));
        else
            Run(frame, 0, 0, size);
        Finish(frame);
    }

    /// <summary>Ends the reductions when all tiles have been run.</summary>
    public void Finish(Frame<T> frame)
    {
        foreach (var fold in folds)
            fold.Finish(frame);
    }

    /// <summary>Runs the part of the tiles that is a lane's.</summary>
    public void Run(Frame<T> frame, int lane)
    {
        long tiles = (size + (long)tile - 1) / tile;
        int from = (int)(tiles * lane / frame.Lanes * tile),
            to = (int)Math.Min(size, tiles * (lane + 1) / frame.Lanes * tile);
        Run(frame, lane, from, to);
    }

    /// <summary>Runs the elements from one to another, of which the first begins a tile or a part that can be computed by itself.</summary>
    public void Run(Frame<T> frame, int lane, int from, int to)
    {
        var table = frame.Sources(lane);
        for (int at = from, length; at < to; at += length)
        {
            length = Math.Min(tile, to - at);
            Place(frame, table, lane, at, length, from);
            for (int i = 0; i < operations.Length; i++)
            {
                if (loops[i] is not { } loop)
                {
                    RunBody(table, i);
                    continue;
                }
                RunLoop(loop, table, i, length);
                i += loop.Count - 1;
            }
            foreach (var fold in folds)
                fold.Run(frame, table[fold.Of].Span, at);
            foreach (int each in copied)
                table[each].Span.CopyTo(Target(frame, each, at, length));
            foreach (int each in streamed)
                Streaming.Copy<T>(table[each].Span, Target(frame, each, at, length));
        }
        if (streamed.Length > 0)
            Streaming.End();
    }

    private void RunBody(Operand<T>[] table, int which)
    {
        ref readonly var operation = ref operations[which];
        bodies[which]
            (new Operands<T>(table, operation.Which, operation.Node), table[operation.To].Span);
    }

    /// <summary>Runs a loop over whole vectors, and over what they leave the operations one by one.</summary>
    private void RunLoop(RegisterLoop<T> loop, Operand<T>[] table, int first, int length)
    {
        int rest = length % Vector<T>.Count,
            whole = length - rest;
        loop.Run(table, whole);
        if (rest == 0)
            return;
        Advance(table, whole);
        for (int i = first; i < first + loop.Count; i++)
            RunBody(table, i);
        Advance(table, -whole);
    }

    /// <summary>Lets the operands of the tile begin so many elements later.</summary>
    private void Advance(Operand<T>[] table, int by)
    {
        foreach (ref var operand in table.AsSpan(0, sources.Length))
            operand = new(operand.Memory, operand.Offset + by, operand.Length - by);
    }

    private Span<T> Target(Frame<T> frame, int source, int at, int length) =>
        frame.Places[sources[source].Slot].Span.Slice(at, length);

    /// <summary>Lets the operands be those of the tile that begins at the given element, and fills those that are copies.</summary>
    private void Place(Frame<T> frame, Operand<T>[] table, int lane, int at, int length, int first)
    {
        bool isFirst = at == first;
        for (int i = 0; i < sources.Length; i++)
        {
            ref readonly var source = ref sources[i];
            if (source.Kind == TileSourceKind.Slice)
            {
                var whole = frame.Places[source.Slot];
                table[i] = new(whole.Memory, whole.Offset + source.Offset + at, length);
                continue;
            }
            if (source.Kind == TileSourceKind.Product)
            {
                table[i] = frame.Scratch(rowsAt + at - first, length, lane);
                continue;
            }
            if (source.Kind == TileSourceKind.View && source.View!.IsRun(at, length, out int from))
            {
                var viewed = frame.Places[source.Slot];
                table[i] = new(viewed.Memory, viewed.Offset + from, length);
                continue;
            }
            var target = table[i] = frame.Scratch(source.Tile * tile, length, lane);
            switch (source.Kind)
            {
                case TileSourceKind.Number when isFirst:
                    target.Span.Fill(T.CreateTruncating(source.Number));
                    break;
                case TileSourceKind.Element when isFirst:
                    target.Span.Fill(frame.Places[source.Slot].Span[source.Offset]);
                    break;
                case TileSourceKind.View:
                    source.View!.CopyRange(frame.Places[source.Slot].Span, at, target.Span);
                    break;
            }
        }
    }
}

/// <summary>The lanes of a group, any of which may run on any thread.</summary>
internal readonly struct TileLanes<T>(GroupInstruction<T> group, Frame<T> frame) : IRanges
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int from, int to)
    {
        for (int lane = from; lane < to; lane++)
            group.Run(frame, lane);
    }
}
