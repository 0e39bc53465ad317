using System.Numerics;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>Every step-th position of a range along each axis.</summary>
    public static Primitive Slice { get; } =
        Declare(
            new("slice")
            {
                Arity = Arity.One,
                Shape = Slicing.Sliced,
                Kernel = Kernel.View(SliceLayout),
                Derivative = Linear(
                    (y, g) => BackInPlace(g, y.Inputs[0].Shape, y.Get<Slicing>()),
                    leavesOut: true
                ),
                Notation = Notation.Over("slice") with { Special = Ranges },
                ReadAttributes = Slicing.Read,
                Samples =
                [
                    new Slicing([0, 1], [2, 3], [1, 1]),
                    new Slicing([1, 0], [2, 3], [1, 2]),
                ],
                Algebra = new() { Exact = true, Rewrite = Rewrites.Whole },
                Role = GateRole.Mover,
            }
        );

    /// <summary>Zeros put around an array.</summary>
    public static Primitive Pad { get; } =
        Declare(
            new("pad")
            {
                Arity = Arity.One,
                Shape = Padding.Padded,
                Kernel = Kernel.Of(PadCopy, PadCopy),
                Derivative = Linear(
                    (y, g) =>
                    {
                        var (shape, before) = (y.Inputs[0].Shape, y.Get<Padding>().Before);
                        return Expr.Slice(g, before, [.. shape.Zip(before, (n, b) => n + b)]);
                    },
                    leavesZeros: true
                ),
                Notation = Notation.Over("pad"),
                ReadAttributes = Padding.Read,
                Samples = [new Padding([0, 1], [2, 0])],
                Algebra = new() { Exact = true, Rewrite = Rewrites.Whole },
                Role = GateRole.Mover,
            }
        );

    /// <summary>Arrays joined along one axis.</summary>
    public static Primitive Concat { get; } =
        Declare(
            new("concat")
            {
                Arity = Arity.AtLeast(1),
                Shape = (x, attributes) => ConcatShape(x, ((Axis)attributes).Value),
                Kernel = Kernel.Of(ConcatCopy, ConcatCopy),
                Derivative = Linear(
                    (y, g) =>
                    {
                        int axis = y.Get<Axis>().Value;
                        Ints lengths = [.. y.Inputs.ToArray().Select(x => x.Shape[axis])];
                        return Expr.Split(g, lengths, axis);
                    }
                ),
                Notation = Notation.Over("concat"),
                ReadAttributes = Axis.Read,
                Samples = [new Axis(0), new Axis(1)],
                Algebra = new() { Exact = true, Rewrite = Rewrites.Whole },
                Role = GateRole.Mover,
            }
        );

    private static Layout SliceLayout(Apply y, Layout x)
    {
        var (begin, _, step) = y.Get<Slicing>();
        int offset = x.Offset + begin.Select((position, axis) => position * x.Strides[axis]).Sum();
        return new(offset, [.. x.Strides.Zip(step, (stride, steps) => stride * steps)]);
    }

    /// <summary>What is taken along each axis, counted from 0, the last position included: <c>x[0 to 1, all]</c>.</summary>
    private static Notation? Ranges(Apply slice)
    {
        var (begin, _, step) = slice.Get<Slicing>();
        var lengths = slice.Inputs[0].Shape;
        if (slice.Shape.Size == 0)
            return null;
        string Taken(int axis)
        {
            int count = slice.Shape[axis],
                last = begin[axis] + (count - 1) * step[axis];
            string first = Numbers.Whole(begin[axis]);
            return count == lengths[axis] && count > 1 ? "all"
                : count == 1 ? first
                : $"{first} to {Numbers.Whole(last)}{(step[axis] > 1 ? $" by {Numbers.Whole(step[axis])}" : "")}";
        }
        string taken = string.Join(", ", Enumerable.Range(0, lengths.Rank).Select(Taken));
        return new($"{{0}}[{taken}]", $@"{{0}}\left[\text{{{{{taken}}}}}\right]", 5)
        {
            LatexPrecedence = 4,
            Called = $"take [{taken}]",
        };
    }

    /// <summary>The transpose of slicing: zeros where nothing was taken.</summary>
    private static Expr BackInPlace(Expr g, Shape from, Slicing slicing)
    {
        var (begin, _, step) = slicing;
        var (before, after) = (new int[from.Rank], new int[from.Rank]);
        for (int axis = 0; axis < from.Rank; axis++)
            if (g.Shape[axis] > 1 && step[axis] > 1)
                g = Expr.ScatterAdd(g, Taken(slicing, axis), axis, from[axis]);
            else
            {
                before[axis] = begin[axis];
                after[axis] = from[axis] - begin[axis] - g.Shape[axis];
            }
        return Expr.Pad(g, [.. before], [.. after]);
    }

    private static Expr Taken(Slicing slicing, int axis) =>
        Expr.Constant(
            NDArray.Of([
                .. Enumerable
                    .Range(0, slicing.LengthOf(axis))
                    .Select(i => slicing.Begin[axis] + i * (double)slicing.Step[axis]),
            ])
        );

    private static void PadCopy<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = x.OutputShape;
        var before = x.Get<Padding>().Before.Span;
        using var room = new Rented<int>(shape.Rank);
        var strides = room.Span;
        int offset = 0;
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= Math.Max(1, shape[axis--]))
        {
            strides[axis] = stride;
            offset += before[axis] * stride;
        }
        y.Clear();
        Strided.Place(x[0], x.ShapeOf(0), y, offset, strides);
    }

    private static Shape ConcatShape(IReadOnlyList<Expr> x, int axis)
    {
        var first = x[0].Shape;
        if (axis < 0 || axis >= first.Rank)
            throw new ShapeException(
                $"there is no axis {axis} in {x[0].Described}, which has {Axis.Described(first.Rank)}."
            );
        var lengths = first.ToArray();
        for (int i = 1; i < x.Count; i++)
        {
            var other = x[i].Shape;
            bool fits = other.Rank == first.Rank;
            for (int each = 0; fits && each < first.Rank; each++)
                fits = each == axis || other[each] == first[each];
            if (!fits)
                throw new ShapeException(
                    $"input 0 is {x[0].Described}, input {i} is {x[i].Described}: all lengths but that of axis {axis} must be equal."
                );
            lengths[axis] = Axis.Length(axis, (long)lengths[axis] + other[axis]);
        }
        return Shape.Of(lengths);
    }

    private static void ConcatCopy<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int axis = x.Get<Axis>().Value;
        int outer = 1;
        for (int before = 0; before < axis; before++)
            outer *= x.OutputShape[before];
        int at = 0;
        for (int row = 0; row < outer; row++)
        for (int i = 0; i < x.Count; i++)
        {
            int run = x[i].Length / outer;
            x[i].Slice(row * run, run).CopyTo(y[at..]);
            at += run;
        }
    }
}
