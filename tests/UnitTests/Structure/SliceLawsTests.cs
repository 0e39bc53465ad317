namespace FunctionalGrad.UnitTests.Structure;

/// <summary>Laws of every slice of a small array: what is written is what is taken, and it goes back in as few nodes as it can.</summary>
public class SliceLawsTests
{
    private static readonly Shape From = [4, 1, 3];

    private static IEnumerable<(int Begin, int End, int Step)> Ranges(int length) =>
        from begin in Enumerable.Range(0, length)
        from end in Enumerable.Range(begin + 1, length - begin)
        from step in Enumerable.Range(1, length)
        select (begin, end, step);

    private static IEnumerable<Slicing> Slicings =>
        from first in Ranges(From[0])
        from middle in Ranges(From[1])
        from last in Ranges(From[2])
        select new Slicing(
            [first.Begin, middle.Begin, last.Begin],
            [first.End, middle.End, last.End],
            [first.Step, middle.Step, last.Step]
        );

    [Fact]
    public void The_positions_that_are_written_are_those_that_are_taken()
    {
        var x = Input("x", From.Lengths);
        var values = NDArray<double>.Of(From, [.. Enumerable.Range(0, 12).Select(i => (double)i)]);
        foreach (var slicing in Slicings)
        {
            var y = (Apply)Primitives.Slice.Apply(slicing, x);
            string text = Primitives.Slice.Notation.For(y).Text;
            int[][] positions =
            [
                .. text["{0}[".Length..^1]
                    .Split(", ")
                    .Select((taken, axis) => Positions(taken, From[axis])),
            ];
            double[] told =
            [
                .. from i in positions[0]
                from j in positions[1]
                from k in positions[2]
                select (double)((i * From[1] + j) * From[2] + k),
            ];
            Assert.Equal(told, Evaluate.Value(y, (x, values)).ToArray());
        }
    }

    [Theory]
    [InlineData(0, 4, 1, "{0}[all, 0, 0 to 1]")]
    [InlineData(1, 4, 1, "{0}[1 to 3, 0, 0 to 1]")]
    [InlineData(1, 4, 2, "{0}[1 to 3 by 2, 0, 0 to 1]")]
    [InlineData(1, 3, 2, "{0}[1, 0, 0 to 1]")]
    [InlineData(2, 2, 1, "slice({*}, {a})")]
    public void They_are_written_as_few_as_they_are(int begin, int end, int step, string text)
    {
        var y = Primitives.Slice.Apply(
            new Slicing([begin, 0, 0], [end, 1, 2], [step, 1, 1]),
            Input("x", From.Lengths)
        );
        Assert.Equal(text, Primitives.Slice.Notation.For((Apply)y).Text);
    }

    /// <summary>Read by itself: <c>2</c>, <c>all</c>, <c>1 to 3</c>, <c>1 to 3 by 2</c>.</summary>
    private static int[] Positions(string taken, int length)
    {
        if (taken == "all")
            return [.. Enumerable.Range(0, length)];
        string[] words = taken.Split(' ');
        int first = int.Parse(words[0]),
            last = words.Length > 1 ? int.Parse(words[2]) : first,
            step = words.Length > 3 ? int.Parse(words[4]) : 1;
        return
        [
            .. Enumerable
                .Range(0, length)
                .Where(i => i >= first && i <= last && (i - first) % step == 0),
        ];
    }

    [Fact]
    public void Its_gradient_is_one_scatter_for_each_axis_with_gaps_and_one_pad_for_the_others()
    {
        var x = Input("x", From.Lengths);
        foreach (var slicing in Slicings)
        {
            var y = Primitives.Slice.Apply(slicing, x);
            var back = Vjp(y, Input("g", y.Shape.Lengths), x)[0];
            int gaps = 0;
            bool shorter = false;
            for (int axis = 0; axis < From.Rank; axis++)
                if (slicing.Step[axis] > 1 && y.Shape[axis] > 1)
                    gaps++;
                else
                    shorter |= y.Shape[axis] < From[axis];
            string[] made =
            [
                .. Tape.Of(back).Nodes.OfType<Apply>().Select(node => node.Primitive.Name),
            ];
            Assert.Equal(
                [
                    .. Enumerable.Repeat("scatterAdd", gaps),
                    .. Enumerable.Repeat("pad", shorter ? 1 : 0),
                ],
                made
            );
        }
    }
}
