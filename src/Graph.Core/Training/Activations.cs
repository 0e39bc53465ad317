namespace FunctionalGrad;

/// <summary>Finds the activations of a network: elementwise functions of one node alone, whose result goes on to other parameters.</summary>
internal static class Activations
{
    /// <summary>The name and the slope of each activation, from the inputs on.</summary>
    public static IReadOnlyList<(string Name, Expr Slope)> Of(Expr loss)
    {
        var tape = Tape.Of(loss);
        int count = tape.Nodes.Count;
        var hasParameter = new bool[count];
        var hasData = new bool[count];
        // The node that a node is an elementwise function of; itself where there is not exactly one.
        var source = new int[count];
        var leaves = new Dictionary<int, int>();
        for (int n = 0; n < count; n++)
        {
            source[n] = n;
            if (tape.Nodes[n] is Input input)
                (hasParameter[n], hasData[n]) = (
                    input.Origin is ParameterOrigin,
                    input.Origin is not ParameterOrigin
                );
            var sources = new HashSet<int>();
            foreach (int i in tape.InputsOf(n))
            {
                hasParameter[n] |= hasParameter[i];
                hasData[n] |= hasData[i];
                if (tape.Nodes[i] is not Constant)
                    sources.Add(source[i]);
            }
            if (
                tape.Nodes[n] is not Apply { Primitive: var primitive }
                || sources.Count != 1
                || primitive.Kernel is not ElementwiseKernel
            )
                continue;
            source[n] = sources.Single();
        }
        var feeds = Feeds(tape, hasParameter, hasData);
        for (int n = 0; n < count; n++)
            if (source[n] is var s && s != n && feeds[n])
                leaves[s] = n;
        var found = new List<(string, Expr)>();
        foreach (var (before, after) in leaves.OrderBy(pair => pair.Key))
        {
            if (
                tape.Nodes[before] is not Apply { Shape.Rank: > 0 } apply
                || !hasParameter[before]
                || !hasData[before]
            )
                continue;
            var slope = Differentiate.Gradient(Expr.Sum(tape.Nodes[after]), [apply])[0];
            // What has the same slope everywhere, such as a division by a number, is linear.
            if (Tape.Of([slope]).PositionOf(apply) is not null)
                found.Add((apply.Module ?? $"layer {found.Count + 1}", slope));
        }
        return found;
    }

    /// <summary>Whether a node meets a parameter on its way to the loss, before all is added up to one number.</summary>
    private static bool[] Feeds(Tape tape, bool[] hasParameter, bool[] hasData)
    {
        var feeds = new bool[tape.Nodes.Count];
        for (int n = tape.Nodes.Count - 1; n >= 0; n--)
        {
            if (tape.Nodes[n].Shape.Rank == 0)
                continue;
            bool meets = feeds[n];
            foreach (int i in tape.InputsOf(n))
                meets |= hasParameter[i] && !hasData[i];
            foreach (int i in tape.InputsOf(n))
                feeds[i] |= meets;
        }
        return feeds;
    }
}
