namespace FunctionalGrad;

/// <summary>Finds the elements that lie on a kink or a tie: those whose branch is neither the one before nor the one behind, and whose slope is not the same in both.</summary>
/// <remarks>A branch signature gives a kink a number of its own, so a step of a few units in the last place, forwards and backwards, leaves it on both sides.</remarks>
internal sealed class Kinks(Tape tape)
{
    public IReadOnlyList<int> Of(int position, Func<int, NDArray<double>> valueOf)
    {
        if (tape.Nodes[position] is not Apply { Primitive.Branch: { } signature } gate)
            return [];
        var inputs = Array.ConvertAll(tape.InputsOf(position).ToArray(), input => valueOf(input));
        int[] met = Met(gate, signature, inputs);
        // A jump between two flat pieces is a jump, though their slopes are the same.
        if (met.Length == 0 || Boundaries.Decides(gate))
            return met;
        bool[] smooth = MeetSmoothly(gate, signature, inputs);
        return [.. met.Where(i => !smooth[i])];
    }

    /// <summary>The elements where branches meet.</summary>
    private static int[] Met(Apply gate, BranchSignature signature, NDArray<double>[] inputs)
    {
        int[] here = Signature(gate, signature, inputs),
            above = Signature(gate, signature, Moved(gate, inputs, +1)),
            below = Signature(gate, signature, Moved(gate, inputs, -1));
        return
        [
            .. Enumerable
                .Range(0, here.Length)
                .Where(i => here[i] != above[i] && here[i] != below[i]),
        ];
    }

    /// <summary>For each element whether branches meet there with one slope, as those of an elu with alpha = 1 do.</summary>
    public static bool[] MeetSmoothly(
        Apply gate,
        BranchSignature signature,
        NDArray<double>[] inputs
    )
    {
        var smooth = new bool[gate.Shape.Size];
        if (
            gate.Primitive.Derivative is not ElementwiseDerivative
            || Met(gate, signature, inputs) is not { Length: > 0 } met
        )
            return smooth;
        NDArray<double>[] above = Slopes(gate, Moved(gate, inputs, +1)),
            below = Slopes(gate, Moved(gate, inputs, -1));
        foreach (int i in met)
            smooth[i] = above.Zip(below).All(pair => Same(pair.First.Span[i], pair.Second.Span[i]));
        return smooth;
    }

    public static bool Same(double a, double b) =>
        a == b
        || (
            double.IsFinite(a)
            && double.IsFinite(b)
            && Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b))
        );

    /// <summary>The partial derivatives of a gate at values of its inputs.</summary>
    private static NDArray<double>[] Slopes(Apply gate, NDArray<double>[] inputs)
    {
        Input[] symbols =
        [
            .. inputs.Select(
                (value, i) => new Input(Numbers.Whole(i), value.Shape, InputOrigin.Data)
            ),
        ];
        var rule = gate.Primitive.Derivative;
        var partials = rule.Pull(
            gate.On(symbols),
            new Cotangent(Expr.Ones(gate.Shape)),
            Array.ConvertAll(symbols, symbol => rule.Uses(gate, Array.IndexOf(symbols, symbol)))
        );
        Expr[] wanted = [.. partials.OfType<Cotangent>().Select(partial => partial.Value)];
        Binding<double>[] at =
        [
            .. symbols.Zip(inputs, (x, value) => new Binding<double>(x, value)),
        ];
        return [.. Evaluate.Values(wanted, at)];
    }

    public static int[] Signature(Apply gate, BranchSignature signature, NDArray<double>[] inputs)
    {
        var branch = new int[gate.Shape.Size];
        signature(new Operands<double>(inputs, gate), branch);
        return branch;
    }

    /// <summary>Every element moved by its own small amount, so that those which tie come apart. Inputs that only choose, such as conditions, stay.</summary>
    public static NDArray<double>[] Moved(Apply gate, NDArray<double>[] inputs, int sign)
    {
        var rule = gate.Primitive.Derivative;
        bool[] used = [.. Enumerable.Range(0, inputs.Length).Select(i => rule.Uses(gate, i))];
        bool all = !used.Contains(true);
        int turn = 0;
        var moved = new NDArray<double>[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            moved[i] =
                all || used[i]
                    ? NDArray<double>.Create(
                        inputs[i].Shape,
                        y =>
                        {
                            for (int e = 0; e < y.Length; e++)
                                y[e] = Step(inputs[i].Span[e], sign * ++turn);
                        }
                    )
                    : inputs[i];
        return moved;
    }

    private static double Step(double x, int steps) =>
        x == 0 ? steps * double.Epsilon : x + Math.Abs(x) * steps * Math.ScaleB(1, -50);
}
