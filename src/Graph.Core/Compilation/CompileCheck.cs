using System.Numerics;

namespace FunctionalGrad;

/// <summary>Runs every rewrite and every instruction of a program against the interpreter.</summary>
internal static class CompileCheck
{
    /// <summary>The first rewrite or instruction that changes a value, as a sentence; null when none does.</summary>
    public static string? FirstDifference<T>(Expr[] outputs, IReadOnlyList<Binding<T>> bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tape = Tape.Of(outputs);
        var inputs = tape.Inputs.ToArray();
        var bound = new Bindings<T>(inputs, bindings, checkFinite: false);
        return InRewrites(tape, bindings)
            ?? InInstructions(outputs, inputs, Array.ConvertAll(inputs, input => bound[input]));
    }

    private static string? InRewrites<T>(Tape tape, IReadOnlyList<Binding<T>> bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var forms = Simplify.Forms(tape);
        var expected = Evaluate.Values(Tape.Of([.. tape.Nodes]), bindings);
        var found = Evaluate.Values(Tape.Of(forms), Needed(forms, bindings));
        for (int i = 0; i < forms.Length; i++)
            if (Differing(expected[i].Span, found[i].Span) is { } element)
                return FormattableString.Invariant(
                    $"simplify: {Named(tape.Nodes[i])} became {forms[i]}, which changes element {element} from {expected[i].Span[element]} to {found[i].Span[element]}."
                );
        return null;
    }

    private static string? InInstructions<T>(
        Expr[] outputs,
        Input[] inputs,
        ReadOnlySpan<NDArray<T>> values
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var plan = new Plan(Tape.Of(Simplify.Graph(outputs)), inputs, fuses: true);
        Expr[] written = [.. plan.Slots.Select(slot => slot.Node)];
        var bindings = inputs
            .Zip(values.ToArray())
            .Select(pair => new Binding<T>(pair.First, pair.Second));
        var expected = Evaluate.Values(Tape.Of(written), Needed(written, [.. bindings]));
        string? first = null;
        new Executable<T>(plan).Run(
            values,
            Array.ConvertAll(outputs, output => new T[output.Shape.Size]),
            (at, slot, found) =>
            {
                if (first is null && Differing(expected[slot].Span, found) is { } element)
                    first = FormattableString.Invariant(
                        $"instruction {at} writes {found[element]} as element {element} of {Named(plan.Slots[slot].Node)}, the interpreter {expected[slot].Span[element]}."
                    );
            }
        );
        return first;
    }

    /// <summary>The bindings of inputs that are still needed; those that a rewrite left out have no place any more.</summary>
    private static IEnumerable<Binding<T>> Needed<T>(
        IReadOnlyList<Expr> graph,
        IReadOnlyList<Binding<T>> bindings
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var names = Tape.Of(graph).Inputs.Select(input => input.Name).ToHashSet();
        return bindings.Where(binding => names.Contains(binding.Name));
    }

    private static int? Differing<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool same =
                expected[i].Equals(found[i])
                && (T.IsNaN(found[i]) || T.IsNegative(expected[i]) == T.IsNegative(found[i]));
            if (!same)
                return i;
        }
        return null;
    }

    private static string Named(Expr node) =>
        node is Apply { Module: { } module }
            ? $"{node.Label} {node.Shape} in {module}"
            : $"{node.Label} {node.Shape}";
}
