using System.Numerics;

namespace Benchmarks;

/// <summary>A 3-2-1 network, batch 2: what a call costs when there is hardly any work.</summary>
internal static class TinyNetwork
{
    public static IEnumerable<Case> Cases => [Of<double>("tiny64"), Of<float>("tiny32")];

    private static Case Of<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(
            name,
            $"value and gradient of a 3-2-1 sigmoid network, batch 2, in {typeof(T).Name}",
            peers =>
            {
                Expr x = Input("x", 2, 3),
                    y = Input("y", 2, 1),
                    w1 = Input("w1", 3, 2),
                    w2 = Input("w2", 2, 1);
                var loss = Sum(Square(MatMul(Sigmoid(MatMul(x, w1)), w2) - y));
                var run = new ProgramRun<T>(
                    [loss, .. Gradient(loss, w1, w2)],
                    [
                        (w1, Wave.Of([3, 2], 3)),
                        (w2, Wave.Of([2, 1], 4)),
                        (x, Wave.Of([2, 3], 1)),
                        (y, Wave.Of([2, 1], 2)),
                    ]
                );
                return [run.Ours(() => run.First() + run.Sum(1)), .. peers.Of("torch", name)];
            }
        )
        {
            Target = "P4",
            Tolerance = 1e-5,
        };
}
