using System.Numerics;

namespace FunctionalGrad;

/// <summary>Where the elements of a view lie, given where those of its input lie; null where no strides say it.</summary>
internal delegate Layout? ViewRule(Apply y, Layout x);

/// <summary>The output's elements are elements of the input: broadcast, permute, slice, reshape. A copy makes them, or none at all.</summary>
internal sealed class ViewKernel(ViewRule rule) : Kernel(Copy<double>(rule), Copy<float>(rule))
{
    /// <summary>The layout of an application whose input has the given one.</summary>
    public Layout? Of(Apply y, Layout x) => rule(y, x);

    private static KernelBody<T> Copy<T>(ViewRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (x, y) => rule(x.Node, Layout.Dense(x.ShapeOf(0)))!.Of(x.OutputShape).Copy(x[0], y);
}
