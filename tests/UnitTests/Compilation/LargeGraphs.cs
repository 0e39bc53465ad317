namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Random graphs over arrays of many sizes: longer than a tile, than a block of a sum, large enough for several threads, with axes of length 0 and 1.</summary>
internal sealed class LargeGraphs
{
    private const int LargestNode = 300_000;

    private static readonly int[] Sizes =
    [
        .. new[] { 0, 1, 1, 2, 3, 7, 16, 17, 33, 64, 100, 250, 257, 300, 513, 600 },
        .. new[] { 1025, 1280, 1500, 2048, 2049, 4100 },
    ];

    private readonly Random random;
    private readonly List<Expr> pool;

    private LargeGraphs(int seed)
    {
        random = new(seed);
        int rows = Any(Sizes),
            columns = Any(Sizes[..12]),
            inner = Any(Sizes[..12]);
        pool =
        [
            Input("a", rows, columns),
            Input("b", columns),
            Input("c", rows, 1),
            Input("w", columns, inner),
            Input("s"),
        ];
        for (int step = random.Next(3, 20); step > 0; step--)
            if (Applied() is { Shape: { Size: <= LargestNode, Rank: <= 4 } } made)
                pool.Add(made);
    }

    /// <summary>Some nodes of a random graph, and for most graphs the gradients of a scalar made of them, updates by these, and second derivatives.</summary>
    public static Expr[] Of(int seed)
    {
        var graph = new LargeGraphs(seed);
        var random = graph.random;
        List<Expr> outputs = [graph.pool[^1], graph.Any(graph.pool), graph.Any(graph.pool)];
        var loss = Add([.. outputs.Select(x => Sum(Square(x)) + Sum(x * 0.37))]);
        Expr[] inputs = [.. Tape.Of(loss).Inputs];
        if (random.Next(4) == 0)
            return [.. outputs];
        var gradients = Gradient(loss, inputs).ToArray();
        outputs.AddRange([loss, .. gradients, .. inputs.Zip(gradients, (x, g) => x - 0.1 * g)]);
        if (random.Next(3) == 0)
            outputs.AddRange(Gradient(Sum(Square(gradients[0])), inputs));
        return [.. outputs];
    }

    private T Any<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];

    private Expr Recent() =>
        random.Next(3) == 0 ? Any(pool) : pool[Math.Max(0, pool.Count - 1 - random.Next(5))];

    private Ints AxesOf(Expr x) =>
        Ints.Of([.. Enumerable.Range(0, x.Shape.Rank).Where(_ => random.Next(2) == 0)]);

    /// <summary>A primitive on recent nodes; null where their shapes do not admit it.</summary>
    private Expr? Applied()
    {
        Expr x = Recent(),
            y = Recent();
        try
        {
            return random.Next(26) switch
            {
                0 => Exp(x * 0.1),
                1 => Tanh(x),
                2 => Softplus(x) - Relu(y),
                3 => Log(Abs(x) + 0.5),
                4 => Sqrt(x),
                5 => x + y,
                6 => x * y,
                7 => x / y,
                8 => Max(x, y),
                9 => Where(y > 0.3, x, y),
                10 => Pow(x, random.Next(4)),
                11 => Sum(x, AxesOf(x)),
                12 => Max(x, AxesOf(x)),
                13 => Mean(x, AxesOf(x)),
                14 => Softmax(x, AxesOf(x)),
                15 => LogSumExp(x, AxesOf(x)),
                16 => Norm2(x, AxesOf(x)),
                17 => Prod(x, AxesOf(x)),
                18 => Permute(
                    x,
                    [.. Enumerable.Range(0, x.Shape.Rank).OrderBy(_ => random.Next())]
                ),
                19 => Sliced(x),
                20 => Reshape(x, random.Next(2) == 0 ? [x.Shape.Size] : [1, x.Shape.Size, 1]),
                21 => Broadcast(x, [random.Next(1, 5), .. x.Shape]),
                22 => MatMul(x, y),
                23 => MatMul(x, Transpose(y)),
                24 => MatMul(Transpose(x), y),
                _ => Concat([x, y], random.Next(Math.Max(1, x.Shape.Rank))),
            };
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    private Expr Sliced(Expr x)
    {
        int[] begin = [.. x.Shape.Select(length => random.Next(length + 1) / 2)],
            step = [.. x.Shape.Select(_ => random.Next(1, 4))];
        return Slice(x, Ints.Of(begin), Ints.Of([.. x.Shape]), Ints.Of(step));
    }
}
