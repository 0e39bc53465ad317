using System.Numerics;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>Copies along new axes and along axes of length 1, as NumPy broadcasts.</summary>
    public static Primitive Broadcast { get; } =
        Declare(
            new("broadcast")
            {
                Arity = Arity.One,
                Shape = (x, attributes) => BroadcastShape(x[0], ((Target)attributes).Shape),
                Kernel = Kernel.Of(BroadcastCopy, BroadcastCopy),
                Derivative = Linear((y, g) => SumOfCopies(g, y.Inputs[0].Shape)),
                Notation = Notation.Function("broadcast", "{0}"),
                ReadAttributes = Target.Read,
                Samples = [new Target([2, 3]), new Target([5, 2, 3])],
                Algebra = new() { Exact = true, Rewrite = Rewrites.Broadcast },
                Role = GateRole.Adder,
            }
        );

    /// <summary>Copies along new axes, anywhere between the old: the transpose of a sum over axes.</summary>
    public static Primitive SpreadOver { get; } =
        Declare(
            new("spreadOver")
            {
                Arity = Arity.One,
                Shape = Spreading.Spread,
                Kernel = Kernel.Of(SpreadCopy, SpreadCopy),
                Derivative = Linear((y, g) => Expr.Sum(g, y.Get<Spreading>().Axes)),
                Notation = Notation.Function("spread", "{0}"),
                ReadAttributes = Spreading.Read,
                Samples = [new Spreading([1], [3]), new Spreading([0, 2], [2, 3])],
                Algebra = new() { Exact = true, Rewrite = Rewrites.Spread },
                Role = GateRole.Adder,
            }
        );

    /// <summary>The same elements, in row-major order, in another shape of the same size.</summary>
    public static Primitive Reshape { get; } =
        Declare(
            new("reshape")
            {
                Arity = Arity.One,
                Shape = (x, attributes) =>
                {
                    var target = ((Target)attributes).Shape;
                    return x[0].Shape.Size == target.Size
                        ? target
                        : throw new ShapeException(
                            $"{x[0].Described} has {x[0].Shape.Size} elements, {target} has {target.Size}: a reshape keeps their number."
                        );
                },
                Kernel = Kernel.Of((x, y) => x[0].CopyTo(y), (x, y) => x[0].CopyTo(y)),
                Derivative = Linear((y, g) => Expr.Reshape(g, y.Inputs[0].Shape)),
                Notation = Notation.Function("reshape", "{0}"),
                ReadAttributes = Target.Read,
                Samples = [new Target([3, 2]), new Target([1, 6, 1])],
                Algebra = new() { Exact = true, Rewrite = Rewrites.Reshape },
                Role = GateRole.Mover,
            }
        );

    /// <summary>The axes in another order: axis i of the output is axis <c>order[i]</c> of the input.</summary>
    public static Primitive Permute { get; } =
        Declare(
            new("permute")
            {
                Arity = Arity.One,
                Shape = (x, attributes) =>
                {
                    var order = ((Axes)attributes).Values;
                    return order.Order().SequenceEqual(Enumerable.Range(0, x[0].Shape.Rank))
                        ? Shape.Of([.. order.Select(axis => x[0].Shape[axis])])
                        : throw new ShapeException(
                            $"{order} is not an order of the {x[0].Shape.Rank} axes of {x[0].Described}. Name each axis from 0 once."
                        );
                },
                Kernel = Kernel.Of(PermuteCopy, PermuteCopy),
                Derivative = Linear((y, g) => Expr.Permute(g, Inverse(y.Get<Axes>().Values))),
                Notation = Notation.Function("permute", "{0}^T"),
                ReadAttributes = Axes.Read,
                Samples = [new Axes([1, 0]), new Axes([0, 1])],
                Algebra = new() { Exact = true, Rewrite = Rewrites.Permute },
                Role = GateRole.Mover,
            }
        );

    /// <summary>The same value, through which no gradient passes.</summary>
    public static Primitive StopGradient { get; } =
        Declare(
            new("stopGradient")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Of((x, y) => x[0].CopyTo(y), (x, y) => x[0].CopyTo(y)),
                Derivative = LocallyConstant,
                Notation = Notation.Function("stopGradient", @"\overline{{{0}}}"),
                Convention = "derivative 0 everywhere, by decree",
                Algebra = new() { Exact = true, Idempotent = true },
                Role = GateRole.Blocker,
            }
        );

    private static Shape BroadcastShape(Expr x, Shape target)
    {
        int added = target.Rank - x.Shape.Rank;
        bool fits = added >= 0;
        for (int axis = 0; fits && axis < x.Shape.Rank; axis++)
            fits = x.Shape[axis] == 1 || x.Shape[axis] == target[axis + added];
        return fits
            ? target
            : throw new ShapeException(
                $"{x.Described} does not broadcast to {target}: from the last axis backwards each length must be equal or 1."
            );
    }

    private static void BroadcastCopy<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var from = x.ShapeOf(0);
        var strides = new int[x.OutputShape.Rank];
        int added = strides.Length - from.Rank;
        var dense = from.Strides();
        for (int axis = 0; axis < from.Rank; axis++)
            strides[axis + added] = from[axis] == 1 ? 0 : dense[axis];
        Strided.Copy(x[0], 0, strides, x.OutputShape, y);
    }

    private static void SpreadCopy<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var axes = x.Get<Spreading>().Axes;
        var dense = x.ShapeOf(0).Strides();
        var strides = new int[x.OutputShape.Rank];
        for (int axis = 0, kept = 0; axis < strides.Length; axis++)
            strides[axis] = axes.Contains(axis) ? 0 : dense[kept++];
        Strided.Copy(x[0], 0, strides, x.OutputShape, y);
    }

    /// <summary>The transpose of broadcasting, and the only place that undoes it: a sum over the axes that were copied.</summary>
    private static Expr SumOfCopies(Expr g, Shape from)
    {
        int added = g.Shape.Rank - from.Rank;
        var copied = Enumerable
            .Range(0, g.Shape.Rank)
            .Where(axis => axis < added || (from[axis - added] == 1 && g.Shape[axis] != 1));
        int[] axes = [.. copied];
        return axes.Length == 0 ? g : Expr.Reshape(Expr.Sum(g, Ints.Of(axes)), from);
    }

    private static void PermuteCopy<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var dense = x.ShapeOf(0).Strides();
        var strides = x.Get<Axes>().Values.Select(axis => dense[axis]).ToArray();
        Strided.Copy(x[0], 0, strides, x.OutputShape, y);
    }

    private static Ints Inverse(Ints order)
    {
        var inverse = new int[order.Count];
        for (int axis = 0; axis < inverse.Length; axis++)
            inverse[order[axis]] = axis;
        return Ints.Of(inverse);
    }
}
