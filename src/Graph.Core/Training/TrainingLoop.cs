using System.Numerics;

namespace FunctionalGrad;

/// <summary>A training run in place: every step writes into buffers that the loop owns, and allocates nothing.</summary>
/// <remarks>
/// A parameter or slot that nothing reads after its successor is known is overwritten; of the others there are two buffers that take turns.
/// It takes the same steps as <see cref="TrainingStep.Next{T}"/>, to the last bit; <see cref="State"/> copies where it stands into a value
/// that later steps do not change. For one thread at a time.
/// </remarks>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class TrainingLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingStep step;
    private readonly CompiledProgram program;
    private readonly TrainingState<T> start;
    private readonly NDArray<T>[] values;
    private readonly T[][] results;
    private readonly bool[] given;
    private readonly (int Input, NoiseOrigin Origin, T[] Elements, NDArray<T> Value)[] noise;
    private readonly T[] taken = new T[1];
    private readonly int firstCarried;
    private readonly int stepInput;
    private readonly Dictionary<string, int> ordinals;
    private readonly int[] inputOf;
    private NDArray<T>[] now;
    private NDArray<T>[] next;
    private T[][] nowElements;
    private T[][] nextElements;
    private BatchBuffers<T>? batches;

    internal TrainingLoop(TrainingStep step, CompiledProgram program, TrainingState<T> start)
    {
        (this.step, this.program, this.start) = (step, program, start);
        ordinals = program
            .Inputs.Select((input, i) => (input.Name, i))
            .ToDictionary(each => each.Name, each => each.i);
        values = new NDArray<T>[program.Inputs.Count];
        given = new bool[values.Length];
        now = [.. step.CarriedBy(start)];
        firstCarried = program.Outputs.Count - now.Length;
        results = new T[program.Outputs.Count][];
        for (int i = 0; i < firstCarried; i++)
            results[i] = new T[1];
        nowElements = Array.ConvertAll(now, array => array.Span.ToArray());
        nextElements = Array.ConvertAll(now, array => new T[array.Span.Length]);
        next = [.. now.Select((array, i) => NDArray<T>.Adopt(array.Shape, nextElements[i]))];
        now = [.. now.Select((array, i) => NDArray<T>.Adopt(array.Shape, nowElements[i]))];
        foreach (var (_, output) in program.InPlace)
        {
            int i = output - firstCarried;
            (next[i], nextElements[i]) = (now[i], nowElements[i]);
        }
        inputOf = [.. step.CarriedInputs.Select(input => IndexOf(input.Name))];
        stepInput = IndexOf(step.StepInput.Name);
        if (stepInput >= 0)
            values[stepInput] = NDArray<T>.Adopt(Shape.Scalar, taken);
        noise =
        [
            .. program
                .Inputs.Select((input, i) => (Input: i, Origin: input.Origin as NoiseOrigin))
                .Where(drawn => drawn.Origin is not null && drawn.Input != stepInput)
                .Select(drawn => Noise(drawn.Input, drawn.Origin!)),
        ];
        StepsTaken = start.Step;
    }

    private (int, NoiseOrigin, T[], NDArray<T>) Noise(int input, NoiseOrigin origin)
    {
        var shape = program.Inputs[input].Shape;
        var elements = new T[shape.Size];
        return (input, origin, elements, NDArray<T>.Adopt(shape, elements));
    }

    /// <summary>How many steps have been taken, those before the start included.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>The loss of the last step's batch before that step; NaN at the start.</summary>
    public double Loss =>
        StepsTaken == start.Step ? start.Loss : double.CreateChecked(results[0][0]);

    /// <summary>A metric of the last step's batch before that step, without a copy of the state; NaN at the start.</summary>
    /// <exception cref="ArgumentException">The step has no metric of that name.</exception>
    public double Metric(string name)
    {
        int index = step.MetricNames.IndexOf(Argument.NotNull(name));
        return index < 0
                ? throw new ArgumentException(
                    $"training: the step has no metric named {name}. It has {string.Join(", ", step.MetricNames)}.",
                    nameof(name)
                )
            : StepsTaken == start.Step ? double.NaN
            : double.CreateChecked(results[index][0]);
    }

    /// <summary>Where the run stands, as a value: a copy.</summary>
    public TrainingState<T> State =>
        StepsTaken == start.Step
            ? start
            : step.StateOf(
                StepsTaken,
                start.Seed,
                [
                    .. results
                        .Take(firstCarried)
                        .Select(metric => NDArray<T>.Of(Shape.Scalar, metric)),
                    .. now.Select(array => NDArray<T>.Of(array.Shape, array.Span)),
                ]
            );

    /// <summary>Takes one step on the batch whose turn it is, in the order that the run's seed chooses: <see cref="Minibatches{T}.At(long, long)"/> without an array for each batch.</summary>
    /// <param name="minibatches">All data inputs of the loss and the metrics, with their data.</param>
    /// <exception cref="BindingException">The batch does not fit the graph, or is not finite where asked to be.</exception>
    public void Step(Minibatches<T> minibatches)
    {
        ArgumentNullException.ThrowIfNull(minibatches);
        if (batches?.IsOf(minibatches) != true)
            batches = new(minibatches);
        batches.Fill(start.Seed, StepsTaken);
        Begin();
        for (int i = 0; i < batches.Batch.Count; i++)
            Give(batches.Batch[i]);
        Take();
    }

    /// <summary>Takes one step on a batch.</summary>
    /// <param name="batch">A value for each data input of the loss and the metrics.</param>
    /// <exception cref="BindingException">The batch does not fit the graph, or is not finite where asked to be.</exception>
    public void Step(params ReadOnlySpan<Binding<T>> batch)
    {
        Begin();
        foreach (var binding in batch)
            Give(binding);
        Take();
    }

    /// <summary>Gives the program all that is no data: what the step before handed on, the number of steps, noise.</summary>
    private void Begin()
    {
        Array.Clear(given);
        for (int i = 0; i < inputOf.Length; i++)
            if (inputOf[i] >= 0)
                Give(inputOf[i], now[i]);
        taken[0] = T.CreateChecked(StepsTaken);
        if (stepInput >= 0)
            given[stepInput] = true;
        foreach (var (input, origin, elements, value) in noise)
        {
            origin.Distribution.DrawInto<T>(
                elements,
                start.Seed,
                StepsTaken,
                program.Inputs[input].Name
            );
            Give(input, value);
        }
    }

    private void Take()
    {
        for (int i = 0; i < values.Length; i++)
            if (!given[i])
                throw new BindingException(
                    $"training: the input {program.Inputs[i].Described} is not bound. Bind it to an array of that shape."
                );
        for (int i = 0; i < nextElements.Length; i++)
            results[firstCarried + i] = nextElements[i];
        program.RunInto<T>(values, results);
        (now, next) = (next, now);
        (nowElements, nextElements) = (nextElements, nowElements);
        StepsTaken++;
    }

    private void Give(Binding<T> binding)
    {
        int index = IndexOf(binding.Name);
        if (index >= 0)
            Give(index, binding.Value);
        else if (binding.Input is null)
            throw new BindingException(
                $"training: {binding.Name} is bound, but the step has no input of that name. {Bindings<T>.Known(program.Inputs)}"
            );
    }

    private void Give(int index, NDArray<T> value)
    {
        var input = program.Inputs[index];
        if (given[index])
            throw new BindingException($"training: {input.Name} is bound twice.");
        if (!value.Shape.Equals(input.Shape))
            throw new BindingException(
                $"training: the input {input.Name} is {input.Shape}, but is bound to an array of shape {value.Shape}."
            );
        if (step.RequiresFinite)
            Bindings<T>.RequireFinite(input, value);
        (values[index], given[index]) = (value, true);
    }

    private int IndexOf(string name) => ordinals.GetValueOrDefault(name, -1);
}
