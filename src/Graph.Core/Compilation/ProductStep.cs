namespace FunctionalGrad;

/// <summary>Multiplies matrices where they lie: transposed and sliced factors are read by their strides.</summary>
/// <param name="Node">The application.</param>
/// <param name="Left">The slot of the left factor.</param>
/// <param name="LeftLayout">Where in it the left factor lies.</param>
/// <param name="Right">The slot of the right factor.</param>
/// <param name="RightLayout">Where in it the right factor lies.</param>
/// <param name="To">The slot that is written; -1 where the group that follows is alone to read it, a few rows at a time.</param>
internal sealed class ProductStep(
    Apply Node,
    int Left,
    MatrixLayout LeftLayout,
    int Right,
    MatrixLayout RightLayout,
    int To
) : Step
{
    public override IEnumerable<int> Reads => [Left, Right];

    public override IEnumerable<int> Writes => To < 0 ? [] : [To];

    public Apply Node { get; } = Node;

    public int Left { get; } = Left;

    public MatrixLayout LeftLayout { get; } = LeftLayout;

    public int Right { get; } = Right;

    public MatrixLayout RightLayout { get; } = RightLayout;

    public int To { get; } = To;

    /// <summary>Rows, inner length, columns and matrices of a batch.</summary>
    public ProductSize Size { get; } = SizeOf(Node);

    /// <summary>The size of one application.</summary>
    public static ProductSize SizeOf(Apply node)
    {
        Shape left = node.Inputs[0].Shape,
            right = node.Inputs[1].Shape;
        int rows = left.Rank == 1 ? 1 : left[^2],
            columns = right.Rank == 1 ? 1 : right[^1];
        int batches = rows * columns == 0 ? 0 : node.Shape.Size / (rows * columns);
        return new(rows, left[^1], columns, batches);
    }

    /// <summary>The layout of a factor as matrices, or null where its batch is no sequence of matrices in equal steps.</summary>
    /// <param name="shape">The factor's shape.</param>
    /// <param name="layout">Where its elements lie.</param>
    /// <param name="isLeft">Whether a vector is a row, as the left factor, or a column.</param>
    public static MatrixLayout? Of(Shape shape, Layout layout, bool isLeft)
    {
        var strides = layout.Strides;
        if (shape.Rank == 1)
            return isLeft
                ? new(layout.Offset, 0, strides[0])
                : new MatrixLayout(layout.Offset, strides[0], 1);
        // Of what is empty nothing is read.
        if (shape.Size == 0)
            return new(0, strides[shape.Rank - 2], strides[shape.Rank - 1]);
        int batch = 0;
        long next = 0;
        for (int axis = shape.Rank - 3; axis >= 0; axis--)
        {
            if (shape[axis] == 1)
                continue;
            if (next == 0)
                batch = strides[axis];
            else if (strides[axis] != next)
                return null;
            next = (long)strides[axis] * shape[axis];
            if (next == 0)
                return null;
        }
        return new(layout.Offset, strides[shape.Rank - 2], strides[shape.Rank - 1], batch);
    }
}
