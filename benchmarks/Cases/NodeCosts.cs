using System.Diagnostics;

namespace Benchmarks;

/// <summary>What a node costs before anything is computed: to build, to differentiate, to compile, for graphs of 10^3 to 10^6 nodes.</summary>
internal static class NodeCosts
{
    private static readonly Expr x = Input("x", 1, 8);
    private static readonly Expr w = Input("w", 8, 8);
    private static readonly Expr b = Input("b", 8);
    private static int made;

    public static IEnumerable<Case> Cases =>
        from count in new[] { 1_000, 10_000, 100_000, 1_000_000 }
        from work in new[]
        {
            Of("build", "building a deep network", count, () => [], _ => Network(count)),
            Of(
                "differentiate",
                "the gradient of a deep network",
                count,
                () => [Network(count)],
                loss => Gradient(loss[0], w, b)
            ),
            Of(
                "compile",
                "compiling a deep network with its gradient, and the first run",
                count,
                () => WithGradient(count),
                outputs => FirstRun(outputs)
            ),
            Of(
                "loop",
                "a training loop over many parameters, from the loss to its first step,",
                count,
                () => [Squares(count)],
                loss => FirstStep(loss[0])
            ),
        }
        // A million nodes are 40,000 parameters: longer than one waits for a figure.
        where !work.Name.StartsWith("loop", StringComparison.Ordinal) || count <= 100_000
        select work;

    private static Case Of(
        string name,
        string work,
        int count,
        Func<Expr[]> prepare,
        Func<Expr[], object> step
    ) =>
        new(
            $"{name}{count}",
            $"{work} of about {count} nodes",
            _ =>
                [
                    new(
                        "ours",
                        steps =>
                        {
                            long ticks = 0;
                            for (int i = 0; i < steps; i++)
                            {
                                var given = prepare();
                                long start = Stopwatch.GetTimestamp();
                                GC.KeepAlive(step(given));
                                ticks += Stopwatch.GetTimestamp() - start;
                            }
                            return (double)ticks / Stopwatch.Frequency;
                        }
                    ),
                ]
        )
        {
            Target = "P10",
            Units = (count, "node"),
        };

    private static Expr[] WithGradient(int nodes)
    {
        // A network with its gradient has about three times its nodes.
        var loss = Network(nodes / 3);
        return [loss, .. Gradient(loss, w, b)];
    }

    /// <summary>A loss of which a step of Adam takes so many nodes, of parameters that differ in nothing but their names.</summary>
    private static Expr Squares(int nodes) =>
        Add([
            .. Enumerable
                .Range(0, nodes / 25)
                .Select(i =>
                    Sum(Square(Parameter($"p{i}", [5, 3], Initializer.Ones) * (1 + ++made * 1e-9)))
                ),
        ]);

    private static object FirstStep(Expr loss)
    {
        var step = TrainingStep.Of(loss, Optimizer.Adam(1e-3));
        var loop = step.Loop(step.Initial<double>(0));
        loop.Step();
        return loop;
    }

    private static object FirstRun(Expr[] outputs)
    {
        var program = Compile.Of(outputs);
        return program.Run<double>([
            .. program.Inputs.Select(input => NDArray<double>.Fill(input.Shape, 0.5)),
        ]);
    }

    /// <summary>Layers of four nodes and, now and then, a product; a number of its own keeps a network from being compiled but once.</summary>
    private static Expr Network(int nodes)
    {
        var z = x * (1 + ++made * 1e-9);
        for (int at = 0; at < nodes; at += 4)
            z = at % 64 == 0 ? MatMul(z, w) : Tanh(z * (0.5 + at * 1e-9) + b);
        return Sum(z);
    }
}
