namespace FunctionalGrad;

/// <summary>Central differences of a traced graph, entry by entry, beside its gradients.</summary>
internal sealed class DifferenceCheck(
    Tape tape,
    NDArray<double> seed,
    IReadOnlyDictionary<Expr, NDArray<double>> values,
    BackwardWalk walk
)
{
    private const long MostWork = 4_000_000;
    private static readonly double[] StepSizes = [1e-3, 1e-4, 1e-5];

    private readonly int[]?[] branches = new int[tape.Nodes.Count][];

    public TraceCheck Run()
    {
        var entries = Entries();
        long work = tape.Nodes.Sum(node => (long)node.Shape.Size + 20) * 4;
        int most = (int)Math.Clamp(MostWork / work, 1, Math.Max(1, entries.Count));
        int kinks = 0,
            compared = 0;
        double worst = 0;
        for (int k = 0; k < Math.Min(most, entries.Count); k++)
        {
            // Evenly spaced, when there is no time for all.
            var (input, element) = entries[(int)((long)k * entries.Count / most)];
            double gradient = walk.Gradients[input] is { } g ? values[g].Span[element] : 0;
            double? error = SmallestError(input, element, gradient);
            if (error is { } found)
                (compared, worst) = (compared + 1, Math.Max(worst, found));
            else
                kinks++;
        }
        return new(compared, kinks, entries.Count - compared - kinks, worst);
    }

    private List<(int Input, int Element)> Entries()
    {
        var entries = new List<(int, int)>();
        for (int position = 0; position < tape.Nodes.Count; position++)
            if (tape.Nodes[position] is Input input)
                for (int element = 0; element < input.Shape.Size; element++)
                    entries.Add((position, element));
        return entries;
    }

    /// <summary>Steep functions need smaller steps; a wrong gradient is wrong at every step.</summary>
    private double? SmallestError(int input, int element, double gradient)
    {
        double? smallest = null;
        foreach (double size in StepSizes)
        {
            double h = size * Math.Max(1, Math.Abs(values[tape.Nodes[input]].Span[element]));
            double? At(int steps) => Shifted(input, element, steps * h);
            if (
                At(1) is not { } up
                || At(-1) is not { } down
                || At(2) is not { } farUp
                || At(-2) is not { } farDown
            )
                continue;
            double slope = (8 * (up - down) - (farUp - farDown)) / (12 * h);
            double scale = Math.Max(1, Math.Max(Math.Abs(slope), Math.Abs(gradient)));
            double error = Math.Abs(slope - gradient) / scale;
            if (!double.IsFinite(error))
                continue;
            smallest = Math.Min(smallest ?? double.PositiveInfinity, error);
            if (smallest < 1e-10)
                break;
        }
        return smallest;
    }

    /// <summary>The output with one entry moved, or null when a branch changed on the way.</summary>
    private double? Shifted(int input, int element, double by)
    {
        var moved = new NDArray<double>?[tape.Nodes.Count];
        var start = values[tape.Nodes[input]];
        moved[input] = NDArray<double>.Create(
            start.Shape,
            y =>
            {
                start.Span.CopyTo(y);
                y[element] += by;
            }
        );
        for (int position = 0; position < moved.Length; position++)
            if (walk.Steps[position] is { } step && !Move(position, step, moved))
                return null;
        var output = moved[tape.Outputs[0]] ?? values[tape.Nodes[tape.Outputs[0]]];
        double sum = 0;
        for (int i = 0; i < output.Shape.Size; i++)
            sum += seed.Span[i] == 0 ? 0 : seed.Span[i] * output.Span[i];
        return sum;
    }

    /// <summary>Computes a gate anew where an input of it moved. What enters by an edge that lets no gradient pass is held.</summary>
    private bool Move(int position, BackwardWalk.Step step, NDArray<double>?[] moved)
    {
        var gate = (Apply)tape.Nodes[position];
        var inputs = tape.InputsOf(position);
        bool any = false;
        var operands = new NDArray<double>[inputs.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            var now = step.Downstream[i] is null ? null : moved[inputs[i]];
            any |= now is not null;
            operands[i] = now ?? values[tape.Nodes[inputs[i]]];
        }
        if (!any)
            return true;
        moved[position] = gate.Primitive.Kernel.Run<double>(gate, operands);
        if (gate.Primitive.Branch is not { } signature)
            return true;
        branches[position] ??= Kinks.Signature(
            gate,
            signature,
            [.. tape.InputsOf(position).ToArray().Select(each => values[tape.Nodes[each]])]
        );
        return Kinks
            .Signature(gate, signature, operands)
            .AsSpan()
            .SequenceEqual(branches[position]);
    }
}
