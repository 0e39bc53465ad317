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
                Kernel = Kernel.View(BroadcastLayout),
                Derivative = Linear((y, g) => SumOfCopies(g, y.Inputs[0].Shape)),
                Notation = Notation.Function(
                    "broadcast",
                    @"\operatorname{{spread}}_{{{a}}}\left({0}\right)"
                ) with
                {
                    Special = y => Copies($"to shape {y.Get<Target>().Shape}"),
                },
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
                Kernel = Kernel.View(SpreadLayout),
                Derivative = Linear((y, g) => Expr.Sum(g, y.Get<Spreading>().Axes)),
                Notation = Notation.Function(
                    "spread",
                    @"\operatorname{{spread}}_{{{a}}}\left({0}\right)"
                ) with
                {
                    Special = y => SpreadAlong(y.Get<Spreading>()),
                },
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
                Kernel = Kernel.View(
                    (y, x) =>
                        x.IsContiguous(y.Inputs[0].Shape)
                            ? Layout.Dense(y.Shape) with
                            {
                                Offset = x.Offset,
                            }
                            : null
                ),
                Derivative = Linear((y, g) => Expr.Reshape(g, y.Inputs[0].Shape)),
                Notation = Notation.Over("reshape") with { Special = AsMatrix },
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
                Kernel = Kernel.View((y, x) => x.Along(y.Get<Axes>().Values.Span)),
                Derivative = Linear((y, g) => Expr.Permute(g, Inverse(y.Get<Axes>().Values))),
                Notation = Notation.Over("permute") with { Special = Transposed },
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
                Kernel = Kernel.View((_, x) => x),
                Derivative = LocallyConstant,
                Notation = Notation.Function("stopGradient", @"\overline{{{0}}}"),
                Convention = "derivative 0 everywhere, by decree",
                IsConstantByDecree = true,
                Algebra = new() { Exact = true, Idempotent = true },
                Role = GateRole.Vanishing,
            }
        );

    private static Notation SpreadAlong(Spreading spreading)
    {
        string axes = new Axes(spreading.Axes).Words,
            lengths = string.Join(" x ", spreading.Lengths.Select(Numbers.Whole));
        return Copies($"along new {axes} of length {lengths}");
    }

    private static Notation Copies(string where) =>
        new(
            $"copy({{0}}, {where})",
            $@"\operatorname{{{{copy}}}}_{{{{\text{{{{{where}}}}}}}}}\left({{0}}\right)",
            5
        )
        {
            Called = $"copy {where}",
        };

    private static readonly Notation Transpose = new("transpose({0})", @"{0}^\top", 5)
    {
        LatexPrecedence = 4,
    };

    /// <summary>The last two axes exchanged.</summary>
    private static Notation? Transposed(Apply permute)
    {
        var order = permute.Get<Axes>().Values;
        int rank = order.Count;
        for (int i = 0; i < rank - 2; i++)
            if (order[i] != i)
                return null;
        return rank >= 2 && order[^1] == rank - 2 ? Transpose : null;
    }

    /// <summary>A vector is a column unless it is made a row; axes of length 1 make no other difference.</summary>
    private static Notation? AsMatrix(Apply reshape)
    {
        Shape from = reshape.Inputs[0].Shape,
            to = reshape.Shape;
        if (!from.Where(Longer).SequenceEqual(to.Where(Longer)))
            return null;
        bool wasRow = IsRow(from),
            isRow = IsRow(to);
        return (wasRow, isRow) switch
        {
            (false, true) => Row,
            (true, false) when to.Rank is 1 or 2 => Column,
            _ when to.Rank == 2 && from.Rank == 1 => ColumnAlready,
            _ => Same,
        };
    }

    private static readonly Notation Row = Transpose with { Text = "row({0})" };
    private static readonly Notation Column = Transpose with { Text = "column({0})" };
    private static readonly Notation ColumnAlready = new("column({0})", "{0}", 5);
    private static readonly Notation Same = new("{0}", "{0}", 5);

    private static bool Longer(int length) => length > 1;

    private static bool IsRow(Shape shape) => shape.Rank == 2 && shape[0] == 1 && shape[1] > 1;

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

    private static Layout BroadcastLayout(Apply y, Layout x)
    {
        var from = y.Inputs[0].Shape;
        var axes = new int[y.Shape.Rank];
        int added = axes.Length - from.Rank;
        for (int axis = 0; axis < axes.Length; axis++)
            axes[axis] = axis < added || from[axis - added] == 1 ? -1 : axis - added;
        return x.Along(axes);
    }

    private static Layout SpreadLayout(Apply y, Layout x)
    {
        var added = y.Get<Spreading>().Axes.Span;
        var axes = new int[y.Shape.Rank];
        for (int axis = 0, kept = 0; axis < axes.Length; axis++)
            axes[axis] = added.Contains(axis) ? -1 : kept++;
        return x.Along(axes);
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

    private static Ints Inverse(Ints order)
    {
        var inverse = new int[order.Count];
        for (int axis = 0; axis < inverse.Length; axis++)
            inverse[order[axis]] = axis;
        return Ints.Of(inverse);
    }
}
