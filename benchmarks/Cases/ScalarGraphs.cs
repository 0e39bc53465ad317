namespace Benchmarks;

/// <summary>Graphs of a thousand scalars, value and gradient: what a node costs.</summary>
internal static class ScalarGraphs
{
    private const int Count = 1000;

    public static IEnumerable<Case> Cases =>
        [
            Of(
                "product1000",
                "the product of 1000 variables",
                x => x.Aggregate((a, b) => a * b),
                ""
            ),
            Of(
                "rosenbrock64",
                "Rosenbrock's function of 1000 variables",
                x =>
                    Enumerable
                        .Range(0, Count - 1)
                        .Select(i => 100 * Square(x[i + 1] - Square(x[i])) + Square(1 - x[i]))
                        .Aggregate((a, b) => a + b),
                "torch"
            ),
        ];

    private static Case Of(string name, string work, Func<Expr[], Expr> f, string peers)
    {
        Expr[] x = [.. Enumerable.Range(0, Count).Select(i => Input($"x{i}"))];
        var value = f(x);
        int nodes = Tape.Of(value).Nodes.Count;
        return new(
            name,
            $"value and gradient of {work}, {nodes} scalar nodes",
            all =>
            {
                var at = Wave.Of([Count], 1);
                var run = new ProgramRun<double>(
                    [value, .. Gradient(value, x)],
                    [.. x.Select((input, i) => (input, NDArray.Scalar(at.Span[i])))]
                );
                return [run.Ours(() => run.First()), .. all.Of(peers, name)];
            }
        )
        {
            Target = "P5",
            Units = (nodes, "node"),
            Tolerance = 1e-9,
        };
    }
}
