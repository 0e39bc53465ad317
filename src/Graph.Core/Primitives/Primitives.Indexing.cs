using System.Numerics;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>The positions of an axis that the indices name: <c>y[.., i, ..] = x[.., indices[i], ..]</c>, as numpy.take.</summary>
    public static Primitive Gather { get; } =
        Declare(
            new("gather")
            {
                Arity = Arity.Two,
                Shape = (x, attributes) => GatherShape(x[0], x[1], ((Axis)attributes).Value),
                Kernel = Kernel.Of(GatherCopy, GatherCopy),
                Derivative = Linear(
                    (y, g) =>
                    {
                        int axis = y.Get<Axis>().Value;
                        return Expr.ScatterAdd(g, y.Inputs[0], axis, y.Inputs[1].Shape[axis]);
                    },
                    leavesOut: true
                ),
                Notation = Notation.Over("gather"),
                Convention =
                    "a position named twice gets both gradients, added; a NaN index gives NaN",
                ReadAttributes = Axis.Read,
                Samples = [new Axis(0), new Axis(1)],
                Role = GateRole.Mover,
            }
        );

    /// <summary>The transpose of gather: updates added up at the positions that the indices name, zeros elsewhere.</summary>
    public static Primitive ScatterAdd { get; } =
        Declare(
            new("scatterAdd")
            {
                Arity = Arity.Two,
                Shape = (x, attributes) => ScatterShape(x[0], x[1], (Scattering)attributes),
                Kernel = Kernel.Of(ScatterSum, ScatterSum),
                Derivative = Linear(
                    (y, g) => Expr.Gather(g, y.Inputs[0], y.Get<Scattering>().Axis),
                    leavesZeros: true
                ),
                Notation = Notation.Over("scatterAdd"),
                Convention = "updates for one position add up; a NaN index makes all NaN",
                ReadAttributes = Scattering.Read,
                Samples = [new Scattering(0, 3)],
                Role = GateRole.Mover,
            }
        );

    private static Shape GatherShape(Expr indices, Expr x, int axis)
    {
        Shape from = x.Shape,
            at = indices.Shape;
        if (axis < 0 || axis >= from.Rank)
            throw new ShapeException(
                $"there is no axis {axis} in {x.Described}, which has {Axis.Described(from.Rank)}."
            );
        RequirePositions(indices, axis, from[axis], x.Described);
        return Shape.Of([.. from.Take(axis), .. at, .. from.Skip(axis + 1)]);
    }

    private static Shape ScatterShape(Expr indices, Expr updates, Scattering to)
    {
        Shape from = updates.Shape,
            at = indices.Shape;
        if (to.Length < 0)
            throw new ShapeException($"axis {to.Axis} cannot get the negative length {to.Length}.");
        RequirePositions(indices, to.Axis, to.Length, "the result");
        return
            to.Axis >= 0
            && to.Axis <= from.Rank - at.Rank
            && from.Skip(to.Axis).Take(at.Rank).SequenceEqual(at)
            ? Shape.Of([.. from.Take(to.Axis), to.Length, .. from.Skip(to.Axis + at.Rank)])
            : throw new ShapeException(
                $"the updates are {updates.Described}, the indices {indices.Described}: from axis {to.Axis} on, the updates must have the axes of the indices."
            );
    }

    private static void RequirePositions(Expr indices, int axis, int length, string indexed)
    {
        if (length == 0 && indices.Shape.Size > 0)
            throw new ShapeException(
                $"the indices are {indices.Described}, but axis {axis} of {indexed} has no positions to name."
            );
    }

    private static void GatherCopy<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int axis = x.Get<Axis>().Value;
        var from = x.ShapeOf(1);
        using var room = new Rented<int>(x[0].Length);
        var positions = room.Span;
        Positions.Read(x, axis, from[axis], from, positions);
        int run = Shape.SizeOf(from.Lengths[(axis + 1)..]);
        for (int at = 0, row = 0; at < y.Length; row += from[axis])
            foreach (int position in positions)
            {
                var target = y.Slice(at, run);
                if (position < 0)
                    target.Fill(T.NaN);
                else
                    x[1].Slice((row + position) * run, run).CopyTo(target);
                at += run;
            }
    }

    private static void ScatterSum<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (axis, length) = x.Get<Scattering>();
        using var room = new Rented<int>(x[0].Length);
        var positions = room.Span;
        Positions.Read(x, axis, length, x.OutputShape, positions);
        int run = Shape.SizeOf(x.OutputShape.Lengths[(axis + 1)..]);
        y.Clear();
        if (positions.Contains(-1))
            y.Fill(T.NaN);
        for (int at = 0, row = 0; at < x[1].Length; row += length)
            foreach (int position in positions)
            {
                var update = x[1].Slice(at, run);
                if (position >= 0)
                {
                    var target = y.Slice((row + position) * run, run);
                    Arithmetic.Add(target, update, target);
                }
                at += run;
            }
    }
}
