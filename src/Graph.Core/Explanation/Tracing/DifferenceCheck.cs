namespace FunctionalGrad;

/// <summary>Central differences of a traced graph, entry by entry, beside its gradients.</summary>
internal sealed class DifferenceCheck(
    Tape tape,
    NDArray<double> seed,
    IReadOnlyDictionary<Expr, NDArray<double>> values,
    BackwardWalk walk,
    IReadOnlyList<Binding<double>> at,
    IReadOnlyList<int>[] jumps
)
{
    private const double Epsilon = 2.220446049250313e-16;
    private const long MostWork = 4_000_000;
    private const double LeastGrowth = 1.1;
    private const double Agreement = 1e-5;
    private const double Alike = 1e-7;
    private static readonly double[] StepSizes = [1e-3, 1e-4, 1e-5];

    private readonly Lazy<double> noise = new(() => Noise(tape, seed, at));
    private readonly (int[] Branch, Lazy<bool[]> Smooth)?[] homes = new (int[], Lazy<bool[]>)?[
        tape.Nodes.Count
    ];

    public TraceCheck Run()
    {
        var entries = Entries();
        long work = tape.Nodes.Sum(node => (long)node.Shape.Size + 20) * 4;
        int most = (int)Math.Clamp(MostWork / work, 1, Math.Max(1, entries.Count));
        int kinks = 0,
            vertical = 0,
            absent = 0,
            drowned = 0,
            compared = 0;
        double worst = 0;
        for (int k = 0; k < Math.Min(most, entries.Count); k++)
        {
            // Evenly spaced, when there is no time for all.
            var (input, element) = entries[(int)((long)k * entries.Count / most)];
            double gradient = walk.Gradients[input] is { } g ? values[g].Span[element] : 0;
            if (Jumps(input, element))
            {
                kinks++;
                continue;
            }
            var (error, onKink, drowns) = SmallestError(input, element, gradient);
            if (drowns)
                drowned++;
            else if (
                error is { } found
                && !(double.IsNaN(found) && IsVertical(input, element, gradient))
            )
                (compared, worst) = (compared + 1, Math.Max(worst, found));
            else if (onKink)
                kinks++;
            else if (IsVertical(input, element, gradient))
                vertical++;
            else
                absent++;
        }
        int looked = compared + kinks + vertical + absent + drowned;
        return new(compared, kinks, vertical, absent, drowned, entries.Count - looked, worst);
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

    /// <summary>Steep functions need smaller steps; a wrong gradient is wrong at every step. Null where there is nothing to compare with: on a kink, because nothing is finite, or because rounding hides five digits of the slope at every step.</summary>
    private (double? Error, bool OnKink, bool Drowns) SmallestError(
        int input,
        int element,
        double gradient
    )
    {
        double? smallest = null;
        double? coarser = null;
        bool changed = false,
            drowns = false,
            finite = double.IsFinite(Weighed(Here));
        if (!finite)
            return (null, false, false);
        foreach (double h in Steps(values[tape.Nodes[input]].Span[element]))
        {
            double up = At(1),
                down = At(-1),
                farUp = At(2),
                farDown = At(-2);
            double slope = (8 * (up - down) - (farUp - farDown)) / (12 * h);
            if (!double.IsFinite(slope))
                finite = false;
            if (changed)
                slope = Met();
            changed = false;
            if (!double.IsFinite(slope))
                continue;
            // What is left of the truncation error of order h^4 when the step is a tenth.
            double truncation = coarser is { } before ? 0.01 * Math.Abs(slope - before) : 0;
            coarser = slope;
            double error = Math.Abs(slope - gradient);
            double scale = Math.Max(Math.Abs(slope), Math.Abs(gradient));
            double rounding = 3 * noise.Value / h;
            double relative = error <= truncation ? 0 : error / scale;
            if (double.IsNaN(relative))
                return (double.NaN, false, false);
            if (relative >= Agreement && error <= truncation + rounding)
            {
                drowns = true;
                continue;
            }
            smallest = Math.Min(smallest ?? double.PositiveInfinity, relative);
            if (smallest < 1e-10)
                break;

            // A kink that nothing comes of, as behind a factor 0, leaves the slopes of both sides alike.
            double Met()
            {
                double right = OneSided(up, farUp, At(3), At(4)) / h,
                    left = -OneSided(down, farDown, At(-3), At(-4)) / h;
                double alike = Math.Max(
                    Alike * Math.Max(Math.Abs(left), Math.Abs(right)),
                    10 * noise.Value / h
                );
                return Math.Abs(right - left) <= alike ? (left + right) / 2 : double.NaN;
            }

            double At(int steps)
            {
                var (value, branched) = Shifted(input, element, steps * h);
                changed |= branched;
                return value;
            }
        }
        drowns &= !(smallest < Agreement);
        return drowns ? (null, false, true) : (smallest, finite, false);
    }

    /// <summary>The slope to one side of here, of order h^4, times h.</summary>
    private double OneSided(double one, double two, double three, double four) =>
        (-25 * Weighed(Here) + 48 * one - 36 * two + 16 * three - 3 * four) / 12;

    /// <summary>Whether a small step makes a condition or a step function that lies exactly on its boundary leave it: then no gradient tells what the output does.</summary>
    private bool Jumps(int input, int element)
    {
        if (jumps.All(each => each.Count == 0))
            return false;
        var moved = new NDArray<double>?[tape.Nodes.Count];
        double size =
            StepSizes[^1] * Math.Max(1, Math.Abs(values[tape.Nodes[input]].Span[element]));
        moved[input] = Entry(input, element, size);
        for (int position = 0; position < moved.Length; position++)
        {
            if (tape.Nodes[position] is not Apply gate)
                continue;
            int[] inputs = tape.InputsOf(position).ToArray();
            NDArray<double>? Now(int i) => Boundaries.Passes(gate, i) ? moved[inputs[i]] : null;
            if (!Enumerable.Range(0, inputs.Length).Any(i => Now(i) is not null))
                continue;
            NDArray<double>[] here = [.. inputs.Select(each => values[tape.Nodes[each]])];
            NDArray<double>[] there = [.. here.Select((value, i) => Now(i) ?? value)];
            if (jumps[position].Count > 0 && gate.Primitive.Branch is { } signature)
            {
                int[] before = Kinks.Signature(gate, signature, here),
                    after = Kinks.Signature(gate, signature, there);
                if (jumps[position].Any(i => before[i] != after[i]))
                    return true;
            }
            moved[position] = gate.Primitive.Kernel.Run<double>(gate, there);
        }
        return false;
    }

    private NDArray<double> Entry(int input, int element, double by)
    {
        var start = values[tape.Nodes[input]];
        return NDArray<double>.Create(
            start.Shape,
            y =>
            {
                start.Span.CopyTo(y);
                y[element] += by;
            }
        );
    }

    /// <summary>Whether the gradient is infinite and, on each side where the function has values, so is the slope: its differences grow as the step shrinks.</summary>
    private bool IsVertical(int input, int element, double gradient)
    {
        double here = Weighed(Here);
        if (!double.IsInfinity(gradient) || !double.IsFinite(here))
            return false;
        int growing = 0;
        foreach (int side in new[] { 1, -1 })
        {
            double[] slopes =
            [
                .. Steps(values[tape.Nodes[input]].Span[element])
                    .Select(h => (Shifted(input, element, side * h).Value - here) / (side * h)),
            ];
            if (!slopes.All(double.IsFinite))
                continue;
            for (int i = 1; i < slopes.Length; i++)
                if (slopes[i] / slopes[i - 1] < LeastGrowth || slopes[i] * gradient < 0)
                    return false;
            growing++;
        }
        return growing > 0;
    }

    private NDArray<double> Here => values[tape.Nodes[tape.Outputs[0]]];

    /// <summary>Beside a number close to 0 steps must be smaller than it.</summary>
    private static IEnumerable<double> Steps(double x)
    {
        foreach (double size in StepSizes)
            yield return size * Math.Max(1, Math.Abs(x));
        if (x != 0 && Math.Abs(x) < 0.01)
            yield return StepSizes[0] * Math.Abs(x);
    }

    /// <summary>By how much rounding on the way may change the output.</summary>
    private static double Noise(Tape tape, NDArray<double> seed, IReadOnlyList<Binding<double>> at)
    {
        var function = new GraphFunction([tape.Nodes[tape.Outputs[0]]], [], at);
        return seed.ToArray()
            .Zip(
                RoundingNoise.Of(function, 0).Zip(function.Here, LastDigit),
                (weight, change) => Math.Abs(weight) * change
            )
            .Sum();
    }

    private static double LastDigit(double change, double value) =>
        Math.Max(change, Epsilon * Math.Abs(value));

    private double Weighed(NDArray<double> output)
    {
        double sum = 0;
        for (int i = 0; i < output.Shape.Size; i++)
            sum += seed.Span[i] == 0 ? 0 : seed.Span[i] * output.Span[i];
        return sum;
    }

    /// <summary>The output with one entry moved, and whether a branch changed on the way.</summary>
    private (double Value, bool Branched) Shifted(int input, int element, double by)
    {
        var moved = new NDArray<double>?[tape.Nodes.Count];
        moved[input] = Entry(input, element, by);
        bool branched = false;
        for (int position = 0; position < moved.Length; position++)
            if (walk.Steps[position] is { } step)
                branched |= !Move(position, step, moved);
        return (Weighed(moved[tape.Outputs[0]] ?? Here), branched);
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
        var (branch, smooth) = homes[position] ??= Home(gate, signature, inputs);
        int[] there = Kinks.Signature(gate, signature, operands);
        for (int i = 0; i < there.Length; i++)
            if (there[i] != branch[i] && !smooth.Value[i])
                return false;
        return true;
    }

    /// <summary>The branches at the point itself, and for each element whether those that meet there meet with one slope.</summary>
    private (int[], Lazy<bool[]>) Home(
        Apply gate,
        BranchSignature signature,
        ReadOnlySpan<int> inputs
    )
    {
        NDArray<double>[] here = [.. inputs.ToArray().Select(each => values[tape.Nodes[each]])];
        return (
            Kinks.Signature(gate, signature, here),
            new(() => Kinks.MeetSmoothly(gate, signature, here))
        );
    }
}
