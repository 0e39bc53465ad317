namespace FunctionalGrad;

/// <summary>A graph as a function of all elements of some of its inputs, the others held; the nodes that do not move are computed once.</summary>
internal sealed partial class GraphFunction
{
    private readonly Tape tape;
    private readonly int?[] places;
    private readonly int[] starts;
    private readonly Shape[] shapes;
    private readonly NDArray<double>[] values;
    private readonly ulong[] signatures;
    private readonly CancellationToken cancellation;
    private readonly int size;

    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    public GraphFunction(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<Expr> moving,
        IReadOnlyList<Binding<double>> at,
        CancellationToken cancellation = default
    )
    {
        this.cancellation = cancellation;
        tape = Tape.Of(outputs);
        places = [.. tape.PositionsOf(moving)];
        shapes = [.. moving.Select(input => input.Shape)];
        starts = new int[moving.Count + 1];
        for (int i = 0; i < moving.Count; i++)
            starts[i + 1] = starts[i] + shapes[i].Size;
        var bound = new Bindings<double>(tape.Inputs, at, checkFinite: false);
        var given = at.ToDictionary(binding => binding.Name, binding => binding.Value);
        Point = new double[starts[^1]];
        for (int i = 0; i < moving.Count; i++)
            given[((Input)moving[i]).Name].Span.CopyTo(Point.AsSpan(starts[i]));
        values = new NDArray<double>[tape.Nodes.Count];
        signatures = new ulong[values.Length];
        for (int position = 0; position < values.Length; position++)
            values[position] = tape.Nodes[position] switch
            {
                Constant constant => constant.Value,
                Input input => bound[input],
                Apply apply => Run(
                    apply,
                    tape.InputsOf(position),
                    values,
                    out signatures[position]
                ),
                _ => throw new InvalidOperationException(
                    "A node is a constant, an input or an application."
                ),
            };
        size = tape.Outputs.Sum(output => values[output].Shape.Size);
    }

    /// <summary>The elements of all moving inputs at the point.</summary>
    public double[] Point { get; }

    /// <summary>The nodes of the graph.</summary>
    public Tape Tape => tape;

    /// <summary>The value of a node at the point.</summary>
    public NDArray<double> ValueOf(int position) => values[position];

    /// <summary>The values of the outputs at the point.</summary>
    public NDArray<double>[] Outputs => [.. tape.Outputs.Select(output => values[output])];

    /// <summary>The elements of the outputs at the point.</summary>
    public double[] Here => Elements(values);

    /// <summary>The largest finite magnitude of any node at the point.</summary>
    public double Largest
    {
        get
        {
            double largest = 0;
            foreach (var value in values)
            foreach (double element in value.Span)
                if (double.IsFinite(element))
                    largest = Math.Max(largest, Math.Abs(element));
            return largest;
        }
    }

    /// <summary>The smallest magnitude of any node at the point but 0.</summary>
    public double Smallest
    {
        get
        {
            double smallest = double.PositiveInfinity;
            foreach (var value in values)
            foreach (double element in value.Span)
                if (element != 0)
                    smallest = Math.Min(smallest, Math.Abs(element));
            return smallest;
        }
    }

    /// <summary>Whether any node is infinite or NaN somewhere at the point.</summary>
    public bool HasInfinite
    {
        get
        {
            foreach (var value in values)
            foreach (double element in value.Span)
                if (!double.IsFinite(element))
                    return true;
            return false;
        }
    }

    /// <summary>The outputs at another point.</summary>
    public Look At(double[] point)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = Inputs(point);
        ulong signature = 0;
        try
        {
            for (int position = 0; position < now.Length; position++)
            {
                ulong own = signatures[position];
                if (tape.Nodes[position] is Apply apply && Moves(position, now))
                    now[position] = Run(apply, tape.InputsOf(position), now, out own);
                signature = BranchHash.Join(signature, own);
            }
        }
        catch (Exception problem) when (problem is ArgumentException or NotDifferentiableException)
        {
            return new([.. Enumerable.Repeat(double.NaN, size)], signature ^ 1, problem.Message);
        }
        return new(Elements(now), signature, null);
    }

    /// <summary>The inputs that are not as at the point.</summary>
    private NDArray<double>?[] Inputs(double[] point)
    {
        var now = new NDArray<double>?[values.Length];
        for (int i = 0; i < places.Length; i++)
        {
            var moved = point.AsSpan(starts[i], starts[i + 1] - starts[i]);
            if (
                places[i] is { } place
                && !moved.SequenceEqual(Point.AsSpan(starts[i], moved.Length))
            )
                now[place] = NDArray<double>.Of(shapes[i], moved);
        }
        return now;
    }

    private double[] Elements(NDArray<double>?[] now)
    {
        var elements = new double[size];
        int start = 0;
        foreach (int output in tape.Outputs)
        {
            var value = (now[output] ?? values[output]).Span;
            value.CopyTo(elements.AsSpan(start));
            start += value.Length;
        }
        return elements;
    }

    private bool Moves(int position, NDArray<double>?[] now)
    {
        foreach (int input in tape.InputsOf(position))
            if (now[input] is not null)
                return true;
        return false;
    }

    private NDArray<double> Run(
        Apply apply,
        ReadOnlySpan<int> inputs,
        NDArray<double>?[] now,
        out ulong signature
    )
    {
        var operands = Operands(inputs, now);
        signature = BranchHash.Of(apply, operands);
        return apply.Primitive.Kernel.Run<double>(apply, operands);
    }

    private NDArray<double>[] Operands(ReadOnlySpan<int> inputs, NDArray<double>?[] now)
    {
        var operands = new NDArray<double>[inputs.Length];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = now[inputs[i]] ?? values[inputs[i]];
        return operands;
    }
}
