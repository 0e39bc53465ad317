using System.Numerics;

namespace FunctionalGrad;

/// <summary>Finds where NaN and infinities of a run come from.</summary>
/// <remarks>The graph is interpreted, node by node; a program has the same values.</remarks>
public static class NonFinite
{
    /// <summary>The first node, in the order of evaluation, whose value is not finite; null when all are.</summary>
    /// <param name="outputs">What is evaluated; for the training of a model <see cref="TrainingStep.Outputs"/>, or a loss and its gradients.</param>
    /// <param name="bindings">A value for each input.</param>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    public static NonFiniteNode? First<T>(
        IReadOnlyList<Expr> outputs,
        params IEnumerable<Binding<T>> bindings
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FirstOf(Tape.Of(Argument.NoNulls(outputs)), bindings, _ => true);

    /// <summary>The first node of the gradients whose value is not finite: a gradient itself, or what only gradients need, but nothing else of the loss.</summary>
    /// <param name="loss">What was differentiated.</param>
    /// <param name="gradients">Its gradients.</param>
    /// <param name="bindings">A value for each input.</param>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    public static NonFiniteNode? FirstInGradient<T>(
        Expr loss,
        IReadOnlyList<Expr> gradients,
        params IEnumerable<Binding<T>> bindings
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Expr[] outputs = [Argument.NotNull(loss), .. Argument.NoNulls(gradients)];
        var tape = Tape.Of(outputs);
        // The loss stands first, and all it needs before it, a gradient that is a part of it too.
        var own = tape.Outputs.Skip(1).ToHashSet();
        return FirstOf(tape, bindings, at => at > tape.Outputs[0] || own.Contains(at));
    }

    /// <summary>The first node that is not finite, of those that lead to the first such output of the given ones; null when these are finite.</summary>
    /// <remarks>An infinity that leads to none of them, such as the logarithm in a branch that was not taken, is nobody's fault.</remarks>
    internal static NonFiniteNode? FirstLeadingTo<T>(
        Tape tape,
        IEnumerable<int> outputs,
        IReadOnlyList<Binding<T>> bindings
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var spoilt = new bool[tape.Nodes.Count];
        Evaluate.Values(
            tape,
            bindings,
            checkFinite: false,
            (position, values) => spoilt[position] = ElementOf(values[position]!) >= 0
        );
        foreach (int output in outputs)
            if (spoilt[tape.Outputs[output]])
            {
                int first = Begins(tape, tape.Outputs[output], spoilt);
                return FirstOf(tape, bindings, at => at == first);
            }
        return null;
    }

    /// <summary>The first node that an end is spoilt by: all it is made of is finite.</summary>
    private static int Begins(Tape tape, int end, bool[] spoilt)
    {
        var pending = new Stack<int>([end]);
        var seen = new HashSet<int>(pending);
        while (pending.TryPop(out int at))
            foreach (int input in tape.InputsOf(at))
                if (spoilt[input] && seen.Add(input))
                    pending.Push(input);
        return seen.Min();
    }

    private static NonFiniteNode? FirstOf<T>(
        Tape tape,
        IEnumerable<Binding<T>> bindings,
        Func<int, bool> counts
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NonFiniteNode? first = null;
        Evaluate.Values(
            tape,
            bindings,
            checkFinite: false,
            (position, values) =>
            {
                if (first is null && counts(position))
                    first = Seen(tape, position, values);
            }
        );
        return first;
    }

    private static NonFiniteNode? Seen<T>(Tape tape, int position, NDArray<T>?[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int element = ElementOf(values[position]!);
        return element < 0
            ? null
            : new(
                tape.Nodes[position],
                element,
                double.CreateTruncating(values[position]!.Span[element]),
                [
                    .. tape.InputsOf(position)
                        .ToArray()
                        .Select(input => NodeRange.Of(tape.Nodes[input], values[input]!)),
                ]
            );
    }

    /// <summary>The first element that is not finite; -1 where all are.</summary>
    private static int ElementOf<T>(NDArray<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = value.Span;
        for (int i = 0; i < elements.Length; i++)
            if (!T.IsFinite(elements[i]))
                return i;
        return -1;
    }
}
