using System.Numerics;

namespace FunctionalGrad;

public sealed partial class TrainingStep
{
    /// <summary>The same step, but a NaN or infinity is an error that names it: in a batch, in the parameters or slots that a step is given, and in the loss, gradient, parameters or slots that it makes.</summary>
    /// <remarks>
    /// What a step makes and is not finite is refused by a <see cref="NotFiniteNumberException"/> that says in which step, and names the first node as
    /// <see cref="FirstNonFinite{T}"/> does. A <see cref="TrainingLoop{T}"/> then stays where it was before that step; it keeps two buffers of
    /// each parameter for that.
    /// </remarks>
    public TrainingStep RequiringFinite()
    {
        var copy = (TrainingStep)MemberwiseClone();
        copy.RequiresFinite = true;
        return copy;
    }

    /// <summary>Where the NaN or infinity of a step comes from: the first node that is not finite, of those that lead to the loss, else to a gradient, else to a new parameter or slot; null when all these are finite.</summary>
    /// <param name="state">Where the run stands before the step.</param>
    /// <param name="batch">A value for each data input of the loss and the metrics.</param>
    /// <exception cref="BindingException">The state belongs to another step, or the batch does not fit the graph.</exception>
    public NonFiniteNode? FirstNonFinite<T>(
        TrainingState<T> state,
        params IEnumerable<Binding<T>> batch
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(batch);
        RequireOwn(state);
        return FirstNonFiniteOf<T>([.. Carried(state), .. batch]);
    }

    private NonFiniteNode? FirstNonFiniteOf<T>(Binding<T>[] bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        NonFinite.FirstLeadingTo(
            tape,
            Enumerable.Range(0, Outputs.Count).Where(MustBeFinite),
            bindings
        );

    /// <summary>Whether a NaN or infinity in what a step is given, or makes, is an error.</summary>
    internal bool RequiresFinite { get; private set; }

    /// <summary>A metric need not be finite, nor the update's ratio to parameters that are all 0.</summary>
    private bool MustBeFinite(int output) => output < 2 || output >= FirstCarried;

    /// <summary>The first element of a result that is not finite and has to be; -1 where there is none.</summary>
    internal int NonFiniteElement<T>(int output, ReadOnlySpan<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (MustBeFinite(output))
            for (int i = 0; i < result.Length; i++)
                if (!T.IsFinite(result[i]))
                    return i;
        return -1;
    }

    /// <summary>The error that a result is not finite.</summary>
    internal NotFiniteNumberException Refusal<T>(
        int output,
        int element,
        T value,
        long number,
        Binding<T>[] bindings
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string what = output switch
        {
            0 => "the loss",
            1 => "the gradient's norm",
            _ when output - FirstCarried < Parameters.Count =>
                $"the parameter {Parameters[output - FirstCarried].Described}",
            _ => $"the slot {slots[output - FirstCarried - Parameters.Count].Described}",
        };
        double found = double.CreateTruncating(value);
        string where = Outputs[output].Shape.Rank == 0 ? "" : $" at element {element}";
        return new(
            FormattableString.Invariant(
                $"training: {what} is {found}{where} in step {number}, but finite values were asked for. The first such node: {FirstNonFiniteOf(bindings)}"
            ),
            found
        );
    }
}
