namespace FunctionalGrad;

internal sealed partial class GraphFunction
{
    /// <summary>The values of the nodes where the elements that a direction moves are NaN: what depends on these is no longer as at the point. Null where a kernel refuses NaN.</summary>
    public IReadOnlyList<NDArray<double>?>? Without(Direction direction)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = Inputs([
            .. direction
                .Components(Point.Length)
                .Select((length, i) => length == 0 ? Point[i] : double.NaN),
        ]);
        try
        {
            for (int position = 0; position < now.Length; position++)
                if (tape.Nodes[position] is Apply apply && Moves(position, now))
                    now[position] = apply.Primitive.Kernel.Run<double>(
                        apply,
                        Operands(tape.InputsOf(position), now)
                    );
            return now;
        }
        catch (Exception problem)
            when (problem is not (OperationCanceledException or OutOfMemoryException))
        {
            return null;
        }
    }

    /// <summary>The largest finite magnitude of what a direction moves, at the point.</summary>
    public double Reach(Direction direction)
    {
        if (Without(direction) is not { } without)
            return Largest;
        double largest = 0;
        for (int position = 0; position < values.Length; position++)
            if (without[position] is { } moved)
                for (int i = 0; i < moved.Span.Length; i++)
                    if (!moved.Span[i].Equals(values[position].Span[i]))
                        if (Math.Abs(values[position].Span[i]) is var size && double.IsFinite(size))
                            largest = Math.Max(largest, size);
        return largest;
    }

    /// <summary>The elements of the outputs at the point, where every computed value is changed before others read it; null where that leads out of a domain.</summary>
    /// <param name="change">Changes a value; it is told what computed it, null for an input or a constant.</param>
    /// <param name="leaves">Whether inputs and constants are changed too.</param>
    /// <param name="strays">Whether a change leads to another branch; the node there keeps its value.</param>
    /// <param name="without">What <see cref="Without"/> makes of a direction, so that only what depends on its elements is changed; all where it is null.</param>
    public double[]? Changed(
        Func<Apply?, NDArray<double>, NDArray<double>> change,
        bool leaves,
        out bool strays,
        IReadOnlyList<NDArray<double>?>? without = null
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var now = new NDArray<double>?[values.Length];
        strays = false;
        try
        {
            for (int position = 0; position < now.Length; position++)
            {
                if (tape.Nodes[position] is not Apply apply)
                {
                    if (leaves)
                        now[position] = change(null, values[position]);
                    continue;
                }
                if (without is not null && without[position] is null)
                    continue;
                var y = Run(apply, tape.InputsOf(position), now, out ulong own);
                strays |= own != signatures[position];
                now[position] =
                    own != signatures[position] ? values[position]
                    : apply.Primitive.Kernel is ViewKernel ? y
                    : Only(without?[position], change(apply, y), values[position]);
            }
        }
        catch (Exception problem) when (problem is ArgumentException or NotDifferentiableException)
        {
            return null;
        }
        return Elements(now);
    }

    /// <summary>The elements of a value that are no longer as at the point without what moves; the others stay.</summary>
    private static NDArray<double> Only(
        NDArray<double>? without,
        NDArray<double> changed,
        NDArray<double> here
    ) =>
        without is null
            ? changed
            : NDArray<double>.Create(
                here.Shape,
                to =>
                {
                    for (int i = 0; i < to.Length; i++)
                        to[i] = without.Span[i].Equals(here.Span[i])
                            ? here.Span[i]
                            : changed.Span[i];
                }
            );
}
