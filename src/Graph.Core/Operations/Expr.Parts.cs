namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The positions from begin to before end along each axis.</summary>
    /// <remarks>Negative positions count from the end of the axis. Axes after those given are kept whole.</remarks>
    /// <exception cref="ShapeException">A position lies outside its axis, or a range is empty the wrong way round.</exception>
    public static Expr Slice(Expr x, Ints begin, Ints end) =>
        Slice(x, begin, end, [.. Argument.NotNull(begin).Select(_ => 1)]);

    /// <summary>The positions begin, begin + step, ... before end along each axis.</summary>
    /// <remarks>Negative positions count from the end of the axis. Axes after those given are kept whole.</remarks>
    /// <exception cref="ShapeException">A position lies outside its axis, a range is the wrong way round, or a step is less than 1.</exception>
    public static Expr Slice(Expr x, Ints begin, Ints end, Ints step)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(step);
        return Sliced(x, [.. begin.Select(Counted)], [.. end.Select(Counted)], step);

        // A position that lies outside even so stays as it was given, for the message.
        int Counted(int position, int axis) =>
            axis < x.Shape.Rank && position < 0 && position + x.Shape[axis] >= 0
                ? position + x.Shape[axis]
                : position;
    }

    /// <summary>A range of each axis, in C#'s words: <c>Slice(x, 1..^1, ..)</c>; axes after those given are kept whole.</summary>
    /// <exception cref="ShapeException">A range lies outside its axis, or there are more ranges than axes.</exception>
    public static Expr Slice(Expr x, params ReadOnlySpan<Range> ranges)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (ranges.Length > x.Shape.Rank)
            throw new ShapeException(
                $"slice: {x.Described} has {Axis.Described(x.Shape.Rank)}, but {ranges.Length} ranges were given."
            );
        int[] begin = new int[ranges.Length],
            end = new int[ranges.Length];
        for (int axis = 0; axis < ranges.Length; axis++)
        {
            begin[axis] = ranges[axis].Start.GetOffset(x.Shape[axis]);
            end[axis] = ranges[axis].End.GetOffset(x.Shape[axis]);
        }
        return Sliced(x, Ints.Of(begin), Ints.Of(end), [.. begin.Select(_ => 1)]);
    }

    private static Expr Sliced(Expr x, Ints begin, Ints end, Ints step)
    {
        var slicing = new Slicing(
            [.. begin, .. x.Shape.Skip(begin.Count).Select(_ => 0)],
            [.. end, .. x.Shape.Skip(end.Count)],
            [.. step, .. x.Shape.Skip(step.Count).Select(_ => 1)]
        );
        var slice = Primitives.Slice.Apply(slicing, x);
        return slice.Shape.Equals(x.Shape) ? x : slice;
    }

    /// <summary>Zeros put around x: so many before and after along each axis.</summary>
    /// <exception cref="ShapeException">A number is negative, or there is not one per axis.</exception>
    public static Expr Pad(Expr x, Ints before, Ints after)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var padded = Primitives.Pad.Apply(new Padding(before, after), x);
        return padded.Shape.Equals(x.Shape) ? x : padded;
    }

    /// <summary>Arrays joined along an axis, the first by default; all other lengths must be equal.</summary>
    /// <exception cref="ShapeException">There is no array, no such axis, or lengths differ.</exception>
    public static Expr Concat(IReadOnlyList<Expr> xs, int axis = 0)
    {
        RequireSome("concat", xs);
        int along = Axis.Of("concat", xs[0], axis, xs[0].Shape.Rank);
        return xs.Count == 1
            ? xs[0]
            : Primitives.Concat.Apply(new Axis(along), xs as Expr[] ?? [.. xs]);
    }

    /// <summary>Arrays of one shape joined along a new axis, the first by default.</summary>
    /// <exception cref="ShapeException">There is no array, or shapes differ.</exception>
    public static Expr Stack(IReadOnlyList<Expr> xs, int axis = 0)
    {
        RequireSome("stack", xs);
        for (int i = 1; i < xs.Count; i++)
            if (!xs[i].Shape.Equals(xs[0].Shape))
                throw new ShapeException(
                    $"stack: input 0 is {xs[0].Described}, input {i} is {xs[i].Described}: they must have one shape. Use concat to join along an axis they have?"
                );
        int along = axis < 0 ? axis + xs[0].Shape.Rank + 1 : axis;
        return Concat([.. xs.Select(x => ExpandDims(x, axis))], along);
    }

    /// <summary>Equal parts along an axis, the first by default.</summary>
    /// <exception cref="ShapeException">There is no such axis, or its length is no multiple of the number of parts.</exception>
    public static IReadOnlyList<Expr> Split(Expr x, int parts, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        int along = Axis.Of("split", x, axis, x.Shape.Rank);
        if (parts < 1 || x.Shape[along] % parts != 0)
            throw new ShapeException(
                $"split: axis {along} of {x.Described} has length {x.Shape[along]}, which does not make {parts} equal parts. Give their lengths?"
            );
        return Split(x, [.. Enumerable.Repeat(x.Shape[along] / parts, parts)], along);
    }

    /// <summary>Parts of the given lengths along an axis, the first by default.</summary>
    /// <exception cref="ShapeException">There is no such axis, or the lengths do not add up to its length.</exception>
    public static IReadOnlyList<Expr> Split(Expr x, Ints lengths, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(lengths);
        int along = Axis.Of("split", x, axis, x.Shape.Rank);
        if (
            lengths.Any(length => length < 0)
            || lengths.Sum(length => (long)length) != x.Shape[along]
        )
            throw new ShapeException(
                $"split: axis {along} of {x.Described} has length {x.Shape[along]}, which is not the sum of the lengths {lengths}."
            );
        var parts = new Expr[lengths.Count];
        int[] begin = new int[along + 1];
        int[] end = [.. x.Shape.Take(along + 1)];
        for (int i = 0; i < parts.Length; i++)
        {
            end[along] = begin[along] + lengths[i];
            parts[i] = Slice(x, Ints.Of(begin), Ints.Of(end));
            begin[along] = end[along];
        }
        return parts;
    }

    private static void RequireSome(string operation, IReadOnlyList<Expr> xs)
    {
        ArgumentNullException.ThrowIfNull(xs);
        foreach (var x in xs)
            ArgumentNullException.ThrowIfNull(x);
        if (xs.Count == 0)
            throw new ShapeException(
                $"{operation}: there is nothing to join. Give at least one array."
            );
    }
}
