using System.Numerics;

namespace FunctionalGrad;

/// <summary>Makes some rows of a product and runs the group that reads them while they are in cache, then the next rows.</summary>
internal sealed class ProductGroupInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GroupStep step;
    private readonly ProductStep product;
    private readonly ProductRows rows;
    private readonly GroupInstruction<T> group;

    public ProductGroupInstruction(GroupStep step, Dictionary<string, RegisterLoop<T>> made)
    {
        this.step = step;
        rows = step.Rows!;
        product = rows.Product;
        group = new(step, made);
    }

    public override void Run(Frame<T> frame)
    {
        if (step.IsWorthSharing && Workers.Available > 1)
        {
            if (rows.InPieces)
            {
                var pieces = new ProductPieces<T>(step, frame);
                Workers.Run(pieces.Count, pieces);
            }
            Workers.Run(frame.Lanes, new ProductLanes<T>(this, frame, rows.InPieces));
        }
        else
            Run(frame, 0, 0, product.Size.Rows);
        group.Finish(frame);
    }

    /// <summary>Makes the rows that are a lane's.</summary>
    public void Run(Frame<T> frame, int lane, bool hasPieces)
    {
        int count = product.Size.Rows;
        long units = ((long)count + rows.Unit - 1) / rows.Unit;
        int from = (int)Math.Min(count, units * lane / frame.Lanes * rows.Unit),
            to = (int)Math.Min(count, units * (lane + 1) / frame.Lanes * rows.Unit);
        Run(frame, lane, from, to, hasPieces);
    }

    private void Run(Frame<T> frame, int lane, int from, int to, bool hasPieces = false)
    {
        int columns = product.Size.Columns;
        for (int row = from; row < to; row += rows.AtOnce)
        {
            int end = Math.Min(row + rows.AtOnce, to);
            var target =
                product.To < 0
                    ? frame.Scratch(step.ScratchOfTiles, (end - row) * columns, lane)
                    : Rows(frame.Places[product.To], row * columns, (end - row) * columns);
            if (hasPieces)
                new ProductPieces<T>(step, frame).Sum(row, end, target.Span);
            else
                Multiply(frame, row, end, target.Span);
            group.Run(frame, lane, row * columns, end * columns);
        }
    }

    private void Multiply(Frame<T> frame, int row, int end, Span<T> target)
    {
        int columns = product.Size.Columns;
        var left = product.LeftLayout;
        MatrixProduct.Multiply(
            product.Size with
            {
                Rows = end - row,
            },
            frame.Places[product.Left].Span,
            left with
            {
                Offset = left.Offset + row * left.RowStride,
            },
            frame.Places[product.Right].Span,
            product.RightLayout,
            target,
            MatrixLayout.Dense(end - row, columns),
            T.One,
            T.Zero,
            default(NoEpilogue<T>)
        );
    }

    private static Operand<T> Rows(Operand<T> whole, int from, int length) =>
        whole with
        {
            Offset = whole.Offset + from,
            Length = length,
        };
}

/// <summary>The lanes of a product with its group, any of which may run on any thread.</summary>
internal readonly struct ProductLanes<T>(
    ProductGroupInstruction<T> group,
    Frame<T> frame,
    bool hasPieces
) : IRanges
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int from, int to)
    {
        for (int lane = from; lane < to; lane++)
            group.Run(frame, lane, hasPieces);
    }
}
