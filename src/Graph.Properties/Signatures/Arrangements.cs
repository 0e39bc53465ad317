namespace FunctionalGrad.Properties;

/// <summary>How the shapes of the operands fit together, given a shape to begin with and their number.</summary>
internal delegate IReadOnlyList<Shape> Arrangement(Random random, Shape shape, int count);

/// <summary>The arrangements of operands that shape rules are asked about.</summary>
internal static class Arrangements
{
    public static IReadOnlyList<Arrangement> All { get; } =
    [
        (_, shape, count) => [.. Enumerable.Repeat(shape, count)],
        // matrix products: of matrices, of vectors and of batches
        (random, shape, _) =>
        {
            var left = Matrix(random, shape);
            var right = left.With(left.Rank - 2, left[^1]);
            return [left, right.With(right.Rank - 1, random.Prime())];
        },
        (random, shape, _) =>
        {
            var left = Matrix(random, shape);
            return [left, [left[^1]]];
        },
        (random, shape, _) =>
        {
            var right = Matrix(random, shape);
            return
            [
                [right[0]],
                right,
            ];
        },
        (_, shape, _) =>
            [
                [Math.Max(1, shape.Size)],
                [Math.Max(1, shape.Size)],
            ],
        // positions first, then the data
        (random, shape, _) =>
            [
                [Positions(random, shape)],
                shape,
            ],
        (random, shape, _) =>
            [
                [Positions(random, shape), 2],
                shape,
            ],
        (random, shape, _) =>
            shape.Rank == 0
                ? [shape, shape]
                :
                [
                    [shape[random.Next(shape.Rank)]],
                    shape,
                ],
        // alike but for the length of one axis
        (random, shape, count) =>
        {
            if (shape.Rank == 0)
                return [.. Enumerable.Repeat(shape, count)];
            int axis = random.Next(shape.Rank);
            return [.. Enumerable.Range(0, count).Select(_ => shape.With(axis, random.Prime()))];
        },
    ];

    private static Shape Matrix(Random random, Shape shape) =>
        shape.Rank switch
        {
            0 => [random.Prime(), random.Prime()],
            1 => [random.Prime(), shape[0]],
            _ => shape,
        };

    private static Shape With(this Shape shape, int axis, int length) =>
        [.. shape.Select((each, i) => i == axis ? length : each)];

    /// <summary>An axis of length 0 has no positions to name.</summary>
    private static int Positions(Random random, Shape shape) =>
        shape.Contains(0) ? 0 : random.Prime();
}
