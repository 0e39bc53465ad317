using System.Numerics;

namespace FunctionalGrad;

/// <summary>The number that a run of numbers is reduced to.</summary>
internal delegate T Fold<T>(ReadOnlySpan<T> x);

/// <summary>Reductions over axes: the reduced axes are moved last, then each run is folded.</summary>
internal static class Reduce
{
    public static void Run<T>(Operands<T> x, Span<T> y, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = x.ShapeOf(0);
        var axes = x.Get<Axes>().Values;
        var last = ReducedLast(x[0], shape, axes);
        int run = axes.Aggregate(1, (product, axis) => product * shape[axis]);
        for (int i = 0; i < y.Length; i++)
            y[i] = fold(last.Slice(i * run, run));
    }

    private static ReadOnlySpan<T> ReducedLast<T>(ReadOnlySpan<T> x, Shape shape, Ints axes)
    {
        int[] order =
        [
            .. Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis)),
            .. axes,
        ];
        if (order.SequenceEqual(Enumerable.Range(0, shape.Rank)))
            return x;
        var strides = shape.Strides();
        var moved = new T[x.Length];
        Strided.Copy(
            x,
            0,
            Array.ConvertAll(order, axis => strides[axis]),
            Shape.Of(Array.ConvertAll(order, axis => shape[axis])),
            moved
        );
        return moved;
    }
}
