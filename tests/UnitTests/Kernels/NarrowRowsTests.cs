namespace FunctionalGrad.UnitTests.Kernels;

/// <summary>Rows of few numbers, of which many are combined or written together: the same numbers as one by one.</summary>
public class NarrowRowsTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int rows in new[] { 31, 32, 33, 48, 60, 64, 97, 1000 })
            foreach (int width in new[] { 2, 3, 5, 10, 63, 64, 65, 130 })
                sizes.Add(rows, width);
            return sizes;
        }
    }

    /// <summary>Sums of whole numbers are exact, whatever their order.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Columns_are_reduced_whole(int rows, int width)
    {
        var x = NDArray<double>.Create(
            [2, rows, width],
            all =>
            {
                for (int i = 0; i < all.Length; i++)
                    all[i] = i * 7919L % 1009 - 504;
            }
        );
        Expr input = Input("x", 2, rows, width);
        var values = Evaluate.Values<double>(
            [Sum(input, [1]), Max(input, [1]), Min(input, [1])],
            [new(input, x)]
        );
        for (int outer = 0; outer < 2; outer++)
        for (int column = 0; column < width; column++)
        {
            var numbers = Enumerable
                .Range(0, rows)
                .Select(row => x.Span[(outer * rows + row) * width + column])
                .ToArray();
            int at = outer * width + column;
            Assert.Equal(numbers.Sum(), values[0].Span[at]);
            Assert.Equal(numbers.Max(), values[1].Span[at]);
            Assert.Equal(numbers.Min(), values[2].Span[at]);
        }
    }

    public static TheoryData<int[], int[]> Views =>
        new()
        {
            { [4, 5, 10], [5, 1, 0] },
            { [4, 5, 10], [0, 1, 0] },
            { [4, 5, 3], [100, 20, 1] },
            { [4, 5, 3], [100, 20, -1] },
            { [4, 5, 17], [100, -20, 1] },
            { [4, 5, 16], [100, 20, 2] },
            { [6, 3], [-3, 0] },
            { [6, 3], [0, 2] },
            { [7], [3] },
            { [3, 4, 1, 2], [8, 2, 5, 0] },
        };

    [Theory]
    [MemberData(nameof(Views))]
    public void Any_part_of_a_view_is_written_as_it_lies(int[] lengths, int[] steps)
    {
        const int offset = 500;
        int[] x = [.. Enumerable.Range(0, 1000)];
        Shape shape = [.. lengths];
        var view = new StridedView(offset, steps, shape);
        var all = new int[shape.Size];
        for (int i = 0; i < all.Length; i++)
        {
            int place = offset,
                rest = i;
            for (int axis = lengths.Length - 1; axis >= 0; axis--)
            {
                place += rest % lengths[axis] * steps[axis];
                rest /= lengths[axis];
            }
            all[i] = x[place];
        }
        for (int start = 0; start < all.Length; start++)
        for (int length = 0; start + length <= all.Length; length += 1 + length / 8)
        {
            var part = new int[length];
            view.CopyRange(x, start, part);
            Assert.Equal(all[start..(start + length)], part);
        }
    }
}
