namespace FunctionalGrad;

/// <summary>Where the elements of an array lie: the first at an offset, neighbours along each axis a stride apart.</summary>
internal sealed record Layout(int Offset, Ints Strides)
{
    /// <summary>Row-major, from 0.</summary>
    public static Layout Dense(Shape shape) => new(0, Ints.Of(shape.Strides()));

    /// <summary>The elements, to be read in row-major order of the given shape.</summary>
    public StridedView Of(Shape shape) => new(Offset, Strides.Span, shape);

    /// <summary>Whether they lie side by side in row-major order.</summary>
    public bool IsContiguous(Shape shape)
    {
        int stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && Strides[axis] != stride)
                return shape.Size == 0;
            stride *= Math.Max(1, shape[axis]);
        }
        return true;
    }

    /// <summary>The elements in any order of the axes, some of them copied: each axis of the view walks an axis of the input, or none (-1).</summary>
    public Layout Along(ReadOnlySpan<int> axes)
    {
        var strides = new int[axes.Length];
        for (int axis = 0; axis < strides.Length; axis++)
            strides[axis] = axes[axis] < 0 ? 0 : Strides[axes[axis]];
        return new(Offset, Ints.Of(strides));
    }
}
