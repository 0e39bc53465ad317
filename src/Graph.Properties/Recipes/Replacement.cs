namespace FunctionalGrad.Properties;

/// <summary>A graph with primitives replaced by others that take the same operands and attributes.</summary>
internal static class Replacement
{
    public static Circuit In(Circuit circuit, Func<Primitive, Primitive> replace)
    {
        var tape = Tape.Of([circuit.Scalar, .. circuit.Outputs, .. circuit.Inputs]);
        var made = new Expr[tape.Nodes.Count];
        for (int i = 0; i < made.Length; i++)
            made[i] = tape.Nodes[i] is Apply node
                ? replace(node.Primitive)
                    .Apply(
                        node.Attributes,
                        Array.ConvertAll(tape.InputsOf(i).ToArray(), input => made[input])
                    )
                : tape.Nodes[i];
        Expr[] after = [.. tape.Outputs.Select(position => made[position])];
        return new(
            circuit.Inputs,
            circuit.Point,
            after[1..(1 + circuit.Outputs.Count)],
            after[0],
            circuit.Pairs
        );
    }
}
