using System.Numerics;

namespace FunctionalGrad;

/// <summary>Runs a group tile by tile.</summary>
internal sealed class GroupInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int size;
    private readonly int tile;
    private readonly TileSource[] sources;
    private readonly TileOperation[] operations;
    private readonly KernelBody<T>[] bodies;
    private readonly FoldInstruction<T>[] folds;

    public GroupInstruction(GroupStep step)
    {
        (size, tile) = (step.Size, step.Tile);
        (sources, operations) = (step.Sources, step.Operations);
        bodies = Array.ConvertAll(operations, each => each.Node.Primitive.Kernel.Body<T>());
        folds = Array.ConvertAll(step.Reductions, each => new FoldInstruction<T>(each, size, tile));
    }

    public override void Run(Frame<T> frame)
    {
        for (int at = 0; at < size; at += tile)
        {
            int length = Math.Min(tile, size - at);
            var table = frame.Sources;
            Place(frame, table, at, length);
            for (int i = 0; i < operations.Length; i++)
            {
                ref readonly var operation = ref operations[i];
                bodies[i]
                    (
                        new Operands<T>(table, operation.Which, operation.Node),
                        table[operation.To].Span
                    );
            }
            foreach (var fold in folds)
                fold.Run(frame, at, length);
        }
    }

    /// <summary>Lets the operands be those of the tile that begins at the given element, and fills those that are copies.</summary>
    private void Place(Frame<T> frame, Operand<T>[] table, int at, int length)
    {
        for (int i = 0; i < sources.Length; i++)
        {
            ref readonly var source = ref sources[i];
            if (source.Kind == TileSourceKind.Slice)
            {
                var whole = frame.Places[source.Slot];
                table[i] = new(whole.Memory, whole.Offset + source.Offset + at, length);
                continue;
            }
            var target = table[i] = frame.Scratch(source.Tile * tile, length);
            switch (source.Kind)
            {
                case TileSourceKind.Number when at == 0:
                    target.Span.Fill(T.CreateTruncating(source.Number));
                    break;
                case TileSourceKind.Element when at == 0:
                    target.Span.Fill(frame.Places[source.Slot].Span[source.Offset]);
                    break;
                case TileSourceKind.View:
                    source.View!.CopyRange(frame.Places[source.Slot].Span, at, target.Span);
                    break;
            }
        }
    }
}
