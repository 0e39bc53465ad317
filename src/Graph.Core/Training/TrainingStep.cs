using System.Numerics;

namespace FunctionalGrad;

/// <summary>One step of training as one graph: loss, metrics, new parameters and new slots, from the old ones and a batch.</summary>
/// <remarks>
/// Made once from a loss; the parameters are found in it. It holds no state: <see cref="Next"/> is a pure function of a state and a batch.
/// A scalar input named <c>step</c> is given the number of steps taken before, rounded to the element type, which keeps it exact up to
/// 2^24 steps in float; the state's own count and all that is drawn at random are exact beyond.
/// </remarks>
public sealed partial class TrainingStep
{
    internal const string LossName = "loss";
    private const string StepName = "step";

    private readonly Input step = (Input)Expr.Input(StepName);
    private readonly List<Input> slots = [];
    private readonly List<string> metrics = [LossName, "gradientNorm", "updateRatio"];
    private readonly Tape tape;
    private readonly Lazy<CompiledProgram> program;
    private readonly Lazy<CompiledProgram> loopProgram;

    private TrainingStep(Expr loss, Optimizer optimizer, IReadOnlyList<Metric> measured)
    {
        Parameters = FunctionalGrad.Parameters.Of(loss);
        RequireTrainable(loss);
        foreach (var metric in measured)
            Admit(metric);

        var gradients = Differentiate.Gradient(loss, Parameters);
        var clipped = optimizer.Clipping.Of(gradients);
        var updates = Parameters
            .Select((p, i) => optimizer.Step(p, clipped[i], SlotsOf(p, optimizer), step))
            .ToList();
        var changes = updates.Select((update, i) => update.Parameter - Parameters[i]);

        Outputs =
        [
            loss,
            Clipping.GlobalNorm(gradients),
            Clipping.GlobalNorm([.. changes]) / Clipping.GlobalNorm(Parameters),
            .. measured.Select(metric => metric.Value),
            .. updates.Select(update => update.Parameter),
            .. updates.SelectMany(update => update.Slots),
        ];
        tape = Tape.Of(Outputs);
        program = new(() => Compile.Of(Outputs));
        loopProgram = new(() => new([.. Outputs], tape, Donations));
        RequireOwnNames(Tape.Of([loss, .. measured.Select(metric => metric.Value)]));
    }

    /// <summary>The step that lowers the given loss.</summary>
    /// <param name="loss">A scalar; every parameter in it is trained.</param>
    /// <param name="optimizer">How a parameter follows from its gradient.</param>
    /// <param name="metrics">What is measured on each batch besides the loss, the norm of the gradient and the ratio of the update's norm to the parameters'.</param>
    /// <exception cref="ShapeException">The loss or a metric is not a scalar, or the optimiser changes shapes.</exception>
    /// <exception cref="BindingException">The loss has no parameters, a metric has others, or two things have one name.</exception>
    public static TrainingStep Of(Expr loss, Optimizer optimizer, params Metric[] metrics) =>
        new(Argument.NotNull(loss), Argument.NotNull(optimizer), Argument.NoNulls(metrics));

    /// <summary>The parameters that are trained, in the order in which the loss first needs them.</summary>
    public IReadOnlyList<Input> Parameters { get; }

    /// <summary>The whole step as expressions, to print, draw or compile: loss, norm of the gradient, update ratio, metrics, new parameters, new slots.</summary>
    public IReadOnlyList<Expr> Outputs { get; }

    /// <summary>The state before the first step: parameters drawn by their initialisers from the seed, slots 0.</summary>
    public TrainingState<T> Initial<T>(long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(
            0,
            seed,
            Named(Parameters, parameter => TrainingState<T>.Draw(parameter, seed)),
            Named(slots, slot => NDArray<T>.Fill(slot.Shape, T.Zero)),
            []
        );

    /// <summary>The state after one step on a batch; the state given stays as it is.</summary>
    /// <param name="state">Where the run stands.</param>
    /// <param name="batch">A value for each data input of the loss and the metrics.</param>
    /// <exception cref="BindingException">The state belongs to another step, or the batch does not fit the graph or is not finite where asked to be.</exception>
    /// <exception cref="NotFiniteNumberException">The step makes a NaN or infinity, and finite values were asked for (<see cref="RequiringFinite"/>).</exception>
    public TrainingState<T> Next<T>(TrainingState<T> state, params IEnumerable<Binding<T>> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(batch);
        RequireOwn(state);
        Binding<T>[] bindings = [.. Carried(state), .. batch];
        var values = Compile.IsOff
            ? Interpret(bindings)
            : program.Value.Run(bindings, RequiresFinite);
        for (int output = 0; RequiresFinite && output < values.Count; output++)
            if (NonFiniteElement(output, values[output].Span) is >= 0 and var element)
                throw Refusal(
                    output,
                    element,
                    values[output].Span[element],
                    state.Step + 1,
                    bindings
                );
        return StateOf(state.Step + 1, state.Seed, values);
    }

    /// <summary>The state after the given number of steps, of the values of the <see cref="Outputs"/>.</summary>
    internal TrainingState<T> StateOf<T>(long steps, long seed, IReadOnlyList<NDArray<T>> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = 0;
        return new(
            steps,
            seed,
            metrics: new(
                metrics.Select(name =>
                    KeyValuePair.Create(name, double.CreateChecked(values[at++].ToScalar()))
                )
            ),
            parameters: Named(Parameters, _ => values[at++]),
            slots: Named(slots, _ => values[at++])
        );
    }

    /// <summary>A run from a state on that takes its steps in place, in buffers of its own, for long runs: the states of <see cref="Next{T}"/>, none of which is kept unless asked for.</summary>
    /// <exception cref="BindingException">The state belongs to another step.</exception>
    public TrainingLoop<T> Loop<T>(TrainingState<T> start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(start);
        RequireOwn(start);
        return new(this, start);
    }

    /// <summary>The inputs of all <see cref="Outputs"/>, as its programs order them.</summary>
    internal IReadOnlyList<Input> Inputs => field ??= [.. tape.Inputs];

    /// <summary>The values of the <see cref="Outputs"/> by the interpreter.</summary>
    internal IReadOnlyList<NDArray<T>> Interpret<T>(IEnumerable<Binding<T>> bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Evaluate.Values(tape, bindings, RequiresFinite);

    /// <summary>The program that a loop runs.</summary>
    internal CompiledProgram LoopProgram => loopProgram.Value;

    /// <summary>What a step hands on is written to the array that it was read from.</summary>
    private IReadOnlyList<Donation> Donations
    {
        get
        {
            Input[] carried = [.. CarriedInputs];
            var ordinals = tape
                .Inputs.Select((input, i) => (input.Name, i))
                .ToDictionary(each => each.Name, each => each.i);
            int first = Outputs.Count - carried.Length;
            return
            [
                .. carried
                    .Select(
                        (input, i) =>
                            new Donation(ordinals.GetValueOrDefault(input.Name, -1), first + i)
                    )
                    .Where(each => each.Input >= 0),
            ];
        }
    }

    /// <summary>The names of the loss and the metrics, as the outputs begin.</summary>
    internal List<string> MetricNames => metrics;

    /// <summary>The input that is given the number of steps taken.</summary>
    internal Input StepInput => step;

    /// <summary>What a step hands on to the next: parameters, then slots, the last of the <see cref="Outputs"/>.</summary>
    internal IEnumerable<Input> CarriedInputs => Parameters.Concat(slots);

    /// <summary>Where those begin among the outputs.</summary>
    internal int FirstCarried => Outputs.Count - Parameters.Count - slots.Count;

    /// <summary>The values of those in a state.</summary>
    internal IEnumerable<NDArray<T>> CarriedBy<T>(TrainingState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Parameters
            .Select(parameter => state.Parameters[parameter.Name])
            .Concat(slots.Select(slot => state.Slots[slot.Name]));

    /// <summary>The states that follow one another from a start, which is not itself among them: lazy, without end, the same each time.</summary>
    /// <param name="start">The initial state, or any state that was stored.</param>
    /// <param name="batch">The batch for the step that follows a state: <see cref="Minibatches{T}.At(TrainingState{T})"/>, or any pure function.</param>
    public IEnumerable<TrainingState<T>> Run<T>(
        TrainingState<T> start,
        Func<TrainingState<T>, IEnumerable<Binding<T>>> batch
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(batch);
        return States();

        // A function of its own, so that the checks do not wait for the first state.
        IEnumerable<TrainingState<T>> States()
        {
            for (var state = start; ; )
                yield return state = Next(state, batch(state));
        }
    }

    /// <summary>The states that follow one another from a start when every step sees the same batch.</summary>
    public IEnumerable<TrainingState<T>> Run<T>(TrainingState<T> start, params Binding<T>[] batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(batch);
        Binding<T>[] same = [.. batch];
        return Run(start, _ => same);
    }
}
