using System.Numerics;

namespace FunctionalGrad;

/// <summary>Runs of elements along axes, each made one number by an associative function.</summary>
internal sealed class ReductionKernel : Kernel
{
    private readonly Fold<double> inDouble;
    private readonly Fold<float> inSingle;

    /// <summary>A reduction in which a number alone stands for itself, so that rows are combined where they lie.</summary>
    public ReductionKernel(
        Fold<double> inDouble,
        Fold<float> inSingle,
        Zip<double> combineInDouble,
        Zip<float> combineInSingle,
        double empty
    )
        : base(
            (x, y) => Reduce.Run(x, y, empty, inDouble, combineInDouble),
            (x, y) => Reduce.Run(x, y, (float)empty, inSingle, combineInSingle)
        ) => (this.inDouble, this.inSingle) = (inDouble, inSingle);

    /// <summary>A reduction of rows, each made contiguous first where it is not.</summary>
    public ReductionKernel(Fold<double> inDouble, Fold<float> inSingle)
        : base(Each(inDouble), Each(inSingle)) =>
        (this.inDouble, this.inSingle) = (inDouble, inSingle);

    private static KernelBody<T> Each<T>(Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Fold<T> whole = row => Reduce.Whole(row, fold);
        return (x, y) => Rows.Fold(x, y, whole);
    }

    /// <summary>The number that a contiguous run of elements is reduced to.</summary>
    public Fold<T> Fold<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Delegate)inDouble as Fold<T> ?? (Fold<T>)(Delegate)inSingle;

    /// <summary>The length of the contiguous runs that an application reduces, or null where they are not contiguous.</summary>
    public static int? RunLength(Apply y)
    {
        var shape = y.Inputs[0].Shape;
        var axes = y.Get<Axes>().Values.Span;
        int length = 1;
        bool trailing = true,
            runs = false;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            bool reduced = axes.Contains(axis);
            // A single row is copied, -0 and all: it is no run of single numbers, whose sum would be 0.
            if (reduced && !trailing && (shape[axis] != 1 || !runs))
                return null;
            runs |= reduced;
            trailing &= reduced || shape[axis] == 1;
            length *= reduced ? shape[axis] : 1;
        }
        return length;
    }
}
