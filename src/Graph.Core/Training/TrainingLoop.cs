using System.Numerics;

namespace FunctionalGrad;

/// <summary>A training run in place: every step writes into buffers that the loop owns, and allocates nothing.</summary>
/// <remarks>
/// Where <see cref="Compile.Off"/> is on it interprets the same steps, and allocates. A parameter or slot that nothing reads after its successor is known is overwritten; of the others there are two buffers that take turns.
/// It takes the same steps as <see cref="TrainingStep.Next{T}"/>, to the last bit; <see cref="State"/> copies where it stands into a value
/// that later steps do not change. For one thread at a time.
/// </remarks>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed partial class TrainingLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingStep step;
    private readonly TrainingState<T> start;
    private readonly IReadOnlyList<Input> inputs;
    private readonly NDArray<T>[] values;
    private readonly T[][] results;
    private readonly bool[] given;
    private readonly (int Input, NoiseOrigin Origin, T[] Elements, NDArray<T> Value)[] noise;
    private readonly SeededRandom random = new(0);
    private readonly T[] measured;
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

    internal TrainingLoop(TrainingStep step, TrainingState<T> start)
    {
        (this.step, this.start, inputs) = (step, start, step.Inputs);
        ordinals = inputs
            .Select((input, i) => (input.Name, i))
            .ToDictionary(each => each.Name, each => each.i);
        values = new NDArray<T>[inputs.Count];
        given = new bool[values.Length];
        now = [.. step.CarriedBy(start)];
        firstCarried = step.FirstCarried;
        measured = new T[firstCarried];
        results = new T[step.Outputs.Count][];
        for (int i = 0; i < firstCarried; i++)
            results[i] = new T[1];
        nowElements = Array.ConvertAll(now, array => array.Span.ToArray());
        nextElements = Array.ConvertAll(now, array => new T[array.Span.Length]);
        next = [.. now.Select((array, i) => NDArray<T>.Adopt(array.Shape, nextElements[i]))];
        now = [.. now.Select((array, i) => NDArray<T>.Adopt(array.Shape, nowElements[i]))];
        // A step that is refused leaves what was before it.
        if (!Compile.IsOff && !step.RequiresFinite)
            WriteInPlace();
        inputOf = [.. step.CarriedInputs.Select(input => IndexOf(input.Name))];
        stepInput = IndexOf(step.StepInput.Name);
        if (stepInput >= 0)
            values[stepInput] = NDArray<T>.Adopt(Shape.Scalar, taken);
        noise =
        [
            .. inputs
                .Select((input, i) => (Input: i, Origin: input.Origin as NoiseOrigin))
                .Where(drawn => drawn.Origin is not null && drawn.Input != stepInput)
                .Select(drawn => Noise(drawn.Input, drawn.Origin!)),
        ];
        StepsTaken = start.Step;
    }

    /// <summary>Gives up the second buffer of what the program may overwrite.</summary>
    private void WriteInPlace()
    {
        foreach (var (_, output) in step.LoopProgram.InPlace)
        {
            int i = output - firstCarried;
            (next[i], nextElements[i]) = (now[i], nowElements[i]);
        }
    }

    /// <summary>How many steps have been taken, those before the start included.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>The loss of the last step's batch before that step; NaN at the start.</summary>
    public double Loss => StepsTaken == start.Step ? start.Loss : double.CreateChecked(measured[0]);

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
            : double.CreateChecked(measured[index]);
    }

    /// <summary>Where the run stands, as a value: a copy.</summary>
    public TrainingState<T> State =>
        StepsTaken == start.Step
            ? start
            : step.StateOf(
                StepsTaken,
                start.Seed,
                [
                    .. measured.Select(NDArray<T>.Scalar),
                    .. now.Select(array => NDArray<T>.Of(array.Shape, array.Span)),
                ]
            );

    /// <summary>Takes one step on the batch whose turn it is, in the order that the run's seed chooses: <see cref="Minibatches{T}.At(long, long)"/> without an array for each batch.</summary>
    /// <param name="minibatches">All data inputs of the loss and the metrics, with their data.</param>
    /// <exception cref="BindingException">The batch does not fit the graph, or is not finite where asked to be.</exception>
    /// <exception cref="NotFiniteNumberException">The step makes a NaN or infinity, and finite values were asked for (<see cref="TrainingStep.RequiringFinite"/>); the loop stays where it was.</exception>
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

    /// <summary>Where the NaN or infinity of the step that comes next on a batch would come from; null when it makes none: <see cref="TrainingStep.FirstNonFinite{T}"/> of the <see cref="State"/>.</summary>
    /// <param name="batch">A value for each data input of the loss and the metrics.</param>
    /// <exception cref="BindingException">The batch does not fit the graph.</exception>
    public NonFiniteNode? FirstNonFinite(params IEnumerable<Binding<T>> batch) =>
        step.FirstNonFinite(State, batch);

    /// <summary>Takes one step on a batch.</summary>
    /// <param name="batch">A value for each data input of the loss and the metrics.</param>
    /// <exception cref="BindingException">The batch does not fit the graph, or is not finite where asked to be.</exception>
    /// <exception cref="NotFiniteNumberException">The step makes a NaN or infinity, and finite values were asked for (<see cref="TrainingStep.RequiringFinite"/>); the loop stays where it was.</exception>
    public void Step(params ReadOnlySpan<Binding<T>> batch)
    {
        Begin();
        foreach (var binding in batch)
            Give(binding);
        Take();
    }

    private void Take()
    {
        for (int i = 0; i < values.Length; i++)
            if (!given[i])
                throw new BindingException(
                    $"training: the input {inputs[i].Described} is not bound. Bind it to an array of that shape."
                );
        for (int i = 0; i < nextElements.Length; i++)
            results[firstCarried + i] = nextElements[i];
        if (Compile.IsOff)
            Interpret();
        else
            step.LoopProgram.RunInto<T>(values, results);
        if (step.RequiresFinite)
            RequireFinite();
        for (int i = 0; i < firstCarried; i++)
            measured[i] = results[i][0];
        (now, next) = (next, now);
        (nowElements, nextElements) = (nextElements, nowElements);
        StepsTaken++;
    }

    private Binding<T>[] Bound =>
        [.. inputs.Select((input, i) => new Binding<T>(input, values[i]))];

    private void RequireFinite()
    {
        for (int output = 0; output < results.Length; output++)
            if (step.NonFiniteElement<T>(output, results[output]) is >= 0 and var element)
                throw step.Refusal(
                    output,
                    element,
                    results[output][element],
                    StepsTaken + 1,
                    Bound
                );
    }

    private void Interpret()
    {
        // All are copied before any is written: an output may be the very array that another overwrites.
        T[][] made = [.. step.Interpret(Bound).Select(value => value.Span.ToArray())];
        for (int i = 0; i < made.Length; i++)
            made[i].CopyTo(results[i], 0);
    }
}
