using System.Numerics;

namespace FunctionalGrad;

/// <summary>The value of a graph. The interpreter of a tape, node by node, is the specification of what a graph means.</summary>
/// <remarks>
/// What is laid out as a tape is interpreted. Expressions are interpreted when they are evaluated for the first time, and by a program that
/// computes the same bits (<see cref="Compile"/>) when the same ones are evaluated again; <see cref="Compile.Off"/> turns that off.
/// </remarks>
public static class Evaluate
{
    /// <summary>The value of an expression in double.</summary>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    /// <exception cref="InsufficientMemoryException">The values that are needed at one time do not fit in memory (<see cref="MemoryLimit"/>).</exception>
    public static NDArray<double> Value(Expr output, params Binding<double>[] bindings) =>
        Reuse.Values([Argument.NotNull(output)], bindings)[0];

    /// <summary>The value of an expression in the given element type.</summary>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    /// <exception cref="InsufficientMemoryException">The values that are needed at one time do not fit in memory (<see cref="MemoryLimit"/>).</exception>
    public static NDArray<T> Value<T>(Expr output, params Binding<T>[] bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reuse.Values([Argument.NotNull(output)], bindings)[0];

    /// <summary>The values of several expressions, what they share computed once.</summary>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    /// <exception cref="InsufficientMemoryException">The values that are needed at one time do not fit in memory (<see cref="MemoryLimit"/>).</exception>
    public static IReadOnlyList<NDArray<T>> Values<T>(
        IReadOnlyList<Expr> outputs,
        params IEnumerable<Binding<T>> bindings
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reuse.Values(Argument.NoNulls(outputs), bindings);

    /// <summary>The values of a tape's outputs, by the interpreter.</summary>
    /// <param name="tape">The graph; laid out once, it can be evaluated many times.</param>
    /// <param name="bindings">A value for each input. Inputs that the graph turned out not to need may be bound too.</param>
    /// <param name="checkFinite">Whether a NaN or infinity in what is bound is an error.</param>
    /// <exception cref="BindingException">An input is not bound, bound twice, bound to another shape or not finite where asked to be.</exception>
    /// <exception cref="InsufficientMemoryException">The values that are needed at one time do not fit in memory (<see cref="MemoryLimit"/>).</exception>
    public static IReadOnlyList<NDArray<T>> Values<T>(
        Tape tape,
        IEnumerable<Binding<T>> bindings,
        bool checkFinite = false
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Values(tape, bindings, checkFinite, null);

    /// <summary>The same, and shows each value when it is there: its position, and the values that are still kept.</summary>
    internal static IReadOnlyList<NDArray<T>> Values<T>(
        Tape tape,
        IEnumerable<Binding<T>> bindings,
        bool checkFinite,
        Action<int, NDArray<T>?[]>? seen
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        var bound = new Bindings<T>(tape.Inputs, bindings, checkFinite);
        ValueLimit.Require<T>(tape);
        var values = new NDArray<T>?[tape.Nodes.Count];
        var usesLeft = Uses(tape);
        // Whoever looks on may keep what is shown.
        var spares = seen is null ? new Spares<T>() : null;
        for (int position = 0; position < values.Length; position++)
        {
            values[position] = tape.Nodes[position] switch
            {
                Constant constant => constant.ValueIn<T>(),
                Input input => bound[input],
                Apply apply => Run(apply, tape.InputsOf(position), values, spares),
                _ => throw new InvalidOperationException(
                    "A node is a constant, an input or an application."
                ),
            };
            seen?.Invoke(position, values);
            foreach (int input in tape.InputsOf(position))
                if (--usesLeft[input] == 0)
                {
                    if (tape.Nodes[input] is Apply)
                        spares?.Add(values[input]!.Operand.Memory);
                    values[input] = null;
                }
        }
        return [.. tape.Outputs.Select(output => values[output]!)];
    }

    private static NDArray<T> Run<T>(
        Apply apply,
        ReadOnlySpan<int> inputs,
        NDArray<T>?[] values,
        Spares<T>? spares
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var operands = new NDArray<T>[inputs.Length];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = values[inputs[i]]!;
        var elements =
            spares?.Take(apply.Shape.Size)
            ?? MemoryLimit.Allocate<T>(apply.Shape.Size, "evaluate: a value takes");
        apply.Primitive.Kernel.Body<T>()(new Operands<T>(operands, apply), elements);
        return NDArray<T>.Adopt(apply.Shape, elements);
    }

    /// <summary>How often each node is used; an output once more, so that it is kept.</summary>
    internal static int[] Uses(Tape tape)
    {
        var uses = new int[tape.Nodes.Count];
        for (int position = 0; position < uses.Length; position++)
            foreach (int input in tape.InputsOf(position))
                uses[input]++;
        foreach (int output in tape.Outputs)
            uses[output]++;
        return uses;
    }
}
