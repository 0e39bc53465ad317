using System.Numerics;

namespace Benchmarks;

/// <summary>The value of a function alone, and with its gradient: what the gradient costs.</summary>
internal static class Graded
{
    /// <summary>Two cases, NAMEValue and NAMEGradient with the element type's bits, as peer.py calls them.</summary>
    public static IEnumerable<Case> Cases<T>(
        string name,
        string work,
        Func<(Expr Value, IReadOnlyList<(Expr Input, NDArray<double> Value)> At, int Trained)> make,
        double tolerance
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int bits = typeof(T) == typeof(double) ? 64 : 32;
        foreach (bool graded in new[] { false, true })
        {
            string called = $"{name}{(graded ? "Gradient" : "Value")}{bits}";
            yield return new(
                called,
                $"{(graded ? "value and gradient" : "value")} of {work}",
                peers =>
                {
                    var (value, at, trained) = make();
                    Expr[] outputs = graded
                        ?
                        [
                            value,
                            .. Gradient(value, [.. at.Take(trained).Select(pair => pair.Input)]),
                        ]
                        : [value];
                    var run = new ProgramRun<T>(outputs, at);
                    return
                    [
                        run.Ours(() => run.First()),
                        Contestant.Ours(run.Interpreted, name: "interpreter"),
                        .. peers.Of("torch", called),
                    ];
                }
            )
            {
                Target = "P6 P12",
                Tolerance = tolerance,
            };
        }
    }
}
