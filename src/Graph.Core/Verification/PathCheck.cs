namespace FunctionalGrad;

/// <summary>Confirms a derivative that is too small for differences of the whole function to be seen: node by node, each at what flows into it.</summary>
/// <remarks>
/// Forward mode gives the tangent t of every node, reverse mode its cotangent g. If each node turns the tangents of its operands into its
/// own rightly, so that the slope of &lt;g, node(x + s t)&gt; in s is &lt;g, t&gt;, the chain rule makes the whole right: the doubts of the nodes
/// add up to that of the derivative. Beside a large term a small one drowns in their sum, but not in the node that makes it.
/// </remarks>
internal sealed class PathCheck(
    GraphFunction function,
    IReadOnlyList<Expr> inputs,
    IReadOnlyList<Binding<double>> at,
    GradientCheckOptions options
)
{
    private const double LastDigit = 2.220446049250313e-16;

    private readonly Dictionary<int, (int[] Active, double[][] Cotangents)> pulled = [];
    private readonly Dictionary<
        (int Row, string Moving),
        (Expr[] Tangents, Input[] Seeds)
    > pushed = [];

    /// <summary>The derivative that the nodes on the way make; null where one of them does not move as its rule says, or it cannot be seen whether it does.</summary>
    /// <param name="direction">Along what it is taken.</param>
    /// <param name="row">Of which element of the output.</param>
    public PathSlope? Along(Direction direction, int row)
    {
        try
        {
            var (active, cotangents) = Cotangents(row);
            var tangents = Tangents(direction, row, active);
            int end = Array.BinarySearch(active, function.Tape.Outputs[0]);
            double whole = end < 0 ? 0 : Dot(cotangents[end], tangents[end]);
            double doubt = 0,
                terms = 0;
            for (int i = 0; i < active.Length; i++)
            {
                double claimed = Dot(cotangents[i], tangents[i]);
                if (!double.IsFinite(claimed))
                    return null;
                if (function.Tape.Nodes[active[i]] is not Apply node)
                    continue;
                var operands = Operands(active[i], active, tangents);
                if (!operands.Exists(operand => operand.Tangent is not null))
                    continue;
                var local = new NodeSlope(node, operands, cotangents[i], options);
                double enough = options.RelativeTolerance * Math.Abs(whole);
                if (local.Seen(claimed, enough) is not var (value, error))
                    return null;
                double made = Terms(cotangents[i], tangents[i]);
                double larger = Math.Max(Math.Abs(claimed), Math.Abs(value));
                double apart = Math.Abs(claimed - value);
                if (apart > options.RelativeTolerance * larger + 10 * (error + LastDigit * made))
                    return null;
                doubt += apart + 10 * error;
                terms = Math.Max(terms, made);
            }
            return new(whole, doubt, terms, options.RelativeTolerance);
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    /// <summary>The nodes that something flows back into from an element of the output, and what.</summary>
    private (int[] Active, double[][] Cotangents) Cotangents(int row)
    {
        if (pulled.TryGetValue(row, out var known))
            return known;
        var nodes = function.Tape.Nodes;
        var root = nodes[function.Tape.Outputs[0]];
        var unit = Expr.Constant(NDArray<double>.Create(root.Shape, one => one[row] = 1));
        var flows = ReverseMode.Pull([root], [unit], nodes);
        int[] active = [.. Enumerable.Range(0, nodes.Count).Where(i => flows[i] is not null)];
        var values = new GraphFunction(
            [.. active.Select(i => flows[i]!)],
            [],
            at,
            options.Cancellation
        ).Outputs;
        return pulled[row] = (active, [.. values.Select(value => value.Span.ToArray())]);
    }

    /// <summary>How the active nodes move; zeros where they do not.</summary>
    private double[][] Tangents(Direction direction, int row, int[] active)
    {
        double[] components = direction.Components(function.Point.Length);
        var parts = new List<(int Input, NDArray<double> Value)>();
        for (int i = 0, start = 0; i < inputs.Count; start += inputs[i++].Shape.Size)
            if (components.AsSpan(start, inputs[i].Shape.Size) is var part)
                if (part.ContainsAnyExcept(0))
                    parts.Add((i, NDArray<double>.Of(inputs[i].Shape, part)));
        var (tangents, seeds) = Pushed(row, [.. parts.Select(part => part.Input)], active);
        Binding<double>[] bound =
        [
            .. at,
            .. seeds.Zip(parts, (seed, part) => new Binding<double>(seed, part.Value)),
        ];
        return
        [
            .. new GraphFunction(tangents, [], bound, options.Cancellation).Outputs.Select(value =>
                value.Span.ToArray()
            ),
        ];
    }

    private (Expr[] Tangents, Input[] Seeds) Pushed(int row, int[] moving, int[] active)
    {
        var key = (row, string.Join(',', moving));
        if (pushed.TryGetValue(key, out var known))
            return known;
        Input[] seeds =
        [
            .. moving.Select(i => new Input(
                $"tangent of {((Input)inputs[i]).Name}",
                inputs[i].Shape,
                InputOrigin.Data
            )),
        ];
        Expr[] nodes = [.. active.Select(i => function.Tape.Nodes[i])];
        var flows = ForwardMode.Push(nodes, [.. moving.Select(i => inputs[i])], seeds);
        return pushed[key] = (
            [.. flows.Select((flow, i) => flow ?? Expr.Zeros(nodes[i].Shape))],
            seeds
        );
    }

    private List<(NDArray<double> Value, double[]? Tangent)> Operands(
        int position,
        int[] active,
        double[][] tangents
    )
    {
        var operands = new List<(NDArray<double>, double[]?)>();
        foreach (int input in function.Tape.InputsOf(position))
        {
            int at = Array.BinarySearch(active, input);
            operands.Add(
                (
                    function.ValueOf(input),
                    at >= 0 && tangents[at].AsSpan().ContainsAnyExcept(0) ? tangents[at] : null
                )
            );
        }
        return operands;
    }

    private static double Dot(double[] g, double[] t)
    {
        double sum = 0;
        for (int i = 0; i < g.Length; i++)
            if (g[i] != 0)
                sum += g[i] * t[i];
        return sum;
    }

    /// <summary>What a derivative is made of, before its terms cancel.</summary>
    private static double Terms(double[] g, double[] t)
    {
        double sum = 0;
        for (int i = 0; i < g.Length; i++)
            if (g[i] != 0)
                sum += Math.Abs(g[i] * t[i]);
        return sum;
    }
}
