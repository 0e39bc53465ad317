namespace FunctionalGrad;

/// <summary>Finds the gates that pass no gradient but decide: comparisons and steps whose value jumps when what they look at moves.</summary>
internal sealed class Boundaries
{
    private readonly Tape tape;
    private readonly bool[] heard;
    private readonly bool[] moves;
    private readonly bool[] flows;

    public Boundaries(Tape tape, BackwardWalk walk)
    {
        this.tape = tape;
        int count = tape.Nodes.Count;
        (heard, moves, flows) = (new bool[count], new bool[count], new bool[count]);
        heard[tape.Outputs[0]] = true;
        for (int position = count - 1; position >= 0; position--)
            if (heard[position] && tape.Nodes[position] is Apply gate)
                for (int i = 0; i < gate.Inputs.Length; i++)
                    heard[tape.InputsOf(position)[i]] |= Passes(gate, i);
        for (int position = 0; position < count; position++)
            if (tape.Nodes[position] is Apply gate)
                for (int i = 0; i < gate.Inputs.Length; i++)
                {
                    int input = tape.InputsOf(position)[i];
                    moves[position] |= moves[input] && Passes(gate, i);
                    flows[position] |= flows[input] && Passes(gate, i);
                }
            else if (tape.Nodes[position] is Input)
            {
                moves[position] = true;
                flows[position] = walk.Gradients[position] is not null;
            }
    }

    /// <summary>Whether the gate at a position decides, depends on an input, and reaches the output.</summary>
    public bool At(int position) =>
        heard[position] && moves[position] && tape.Nodes[position] is Apply gate && Decides(gate);

    /// <summary>Whether it depends on such inputs alone that no gradient reaches. They may be labels, which are compared with what they are equal to on purpose: a boundary is what has two sides.</summary>
    public bool OnlyBetween(int position) => !flows[position];

    /// <summary>Whether the value of a gate jumps where its branches meet, and no gradient tells.</summary>
    public static bool Decides(Apply gate)
    {
        var (primitive, rule) = (gate.Primitive, gate.Primitive.Derivative);
        return primitive.Branch is not null
            && !primitive.IsConstantByDecree
            && (
                rule.Refusal(gate) is not null
                || !Enumerable.Range(0, gate.Inputs.Length).Any(i => rule.Uses(gate, i))
            );
    }

    /// <summary>Whether an input can change the value of a gate, be it only by choosing; not where a decree says that it is a constant.</summary>
    public static bool Passes(Apply gate, int input) =>
        !gate.Primitive.IsConstantByDecree
        && (gate.Primitive.Branch is not null || gate.Primitive.Derivative.Uses(gate, input));
}
