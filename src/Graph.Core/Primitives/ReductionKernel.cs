using System.Numerics;

namespace FunctionalGrad;

/// <summary>Runs of elements along axes, each made one number by an associative function.</summary>
internal sealed class ReductionKernel : Kernel
{
    private readonly Fold<double> inDouble;
    private readonly Fold<float> inSingle;
    private readonly Zip<double> combineInDouble;
    private readonly Zip<float> combineInSingle;

    /// <summary>A reduction in which a number alone stands for itself, so that rows are combined where they lie.</summary>
    public ReductionKernel(
        Fold<double> inDouble,
        Fold<float> inSingle,
        Zip<double> combineInDouble,
        Zip<float> combineInSingle,
        double empty
    )
        : this(
            (x, y) => Reduce.Run(x, y, empty, inDouble, combineInDouble),
            (x, y) => Reduce.Run(x, y, (float)empty, inSingle, combineInSingle),
            inDouble,
            inSingle,
            combineInDouble,
            combineInSingle
        ) { }

    private ReductionKernel(
        KernelBody<double> bodyInDouble,
        KernelBody<float> bodyInSingle,
        Fold<double> inDouble,
        Fold<float> inSingle,
        Zip<double> combineInDouble,
        Zip<float> combineInSingle
    )
        : base(bodyInDouble, bodyInSingle) =>
        (this.inDouble, this.inSingle, this.combineInDouble, this.combineInSingle) = (
            inDouble,
            inSingle,
            combineInDouble,
            combineInSingle
        );

    /// <summary>A reduction of rows, each made contiguous first where it is not.</summary>
    public static ReductionKernel OfRows(
        Fold<double> inDouble,
        Fold<float> inSingle,
        Zip<double> combineInDouble,
        Zip<float> combineInSingle
    )
    {
        Fold<double> rowInDouble = row => Reduce.Whole(row, inDouble, combineInDouble);
        Fold<float> rowInSingle = row => Reduce.Whole(row, inSingle, combineInSingle);
        return new(
            (x, y) => Rows.Fold(x, y, rowInDouble),
            (x, y) => Rows.Fold(x, y, rowInSingle),
            inDouble,
            inSingle,
            combineInDouble,
            combineInSingle
        );
    }

    /// <summary>The number that a contiguous run of elements is reduced to.</summary>
    public Fold<T> Fold<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Delegate)inDouble as Fold<T> ?? (Fold<T>)(Delegate)inSingle;

    /// <summary>What two such numbers are reduced to.</summary>
    public Zip<T> Combine<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Delegate)combineInDouble as Zip<T> ?? (Zip<T>)(Delegate)combineInSingle;

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
