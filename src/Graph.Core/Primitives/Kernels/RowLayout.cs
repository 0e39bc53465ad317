using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>How an array lies in rows along some of its axes: contiguous, or made so by moving those axes last.</summary>
internal sealed class RowLayout
{
    private static readonly ConditionalWeakTable<Apply, RowLayout> Known = [];

    private readonly StridedView there;
    private readonly StridedView back;

    private RowLayout(Apply node)
    {
        var shape = node.Inputs[0].Shape;
        var axes = node.Get<Axes>().Values;
        int[] kept = [.. Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis))];
        int[] order = [.. kept, .. axes];
        IsContiguous = order.AsSpan().SequenceEqual([.. Enumerable.Range(0, shape.Rank)]);
        Length = axes.Aggregate(1, (n, axis) => n * shape[axis]);
        var moved = Shape.Of(Array.ConvertAll(order, axis => shape[axis]));
        var inverse = new int[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
            inverse[order[axis]] = axis;
        there = Layout.Dense(shape).Along(order).Of(moved);
        back = Layout.Dense(moved).Along(inverse).Of(shape);
    }

    /// <summary>The layout of the first input of an application along its axes; kept with the node, for it follows from it.</summary>
    public static RowLayout Of<T>(Operands<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Known.TryGetValue(x.Node, out var layout)
            ? layout
            : Known.GetValue(x.Node, node => new(node));

    /// <summary>Whether the rows lie contiguous as they are.</summary>
    public bool IsContiguous { get; }

    /// <summary>The length of a row.</summary>
    public int Length { get; }

    /// <summary>The rows one after another: the elements themselves, or moved to the given room.</summary>
    public ReadOnlySpan<T> Rows<T>(ReadOnlySpan<T> x, Span<T> room)
        where T : unmanaged
    {
        if (IsContiguous)
            return x;
        there.Copy(x, room);
        return room;
    }

    /// <summary>Rows that lie one after another, written where they came from.</summary>
    public void Back<T>(ReadOnlySpan<T> rows, Span<T> y)
        where T : unmanaged => back.Copy(rows, y);
}
