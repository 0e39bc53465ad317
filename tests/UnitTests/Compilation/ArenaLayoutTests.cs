namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>The arena is hardly longer than what must be held at one time, and no two values that are needed at one time overlap.</summary>
public class ArenaLayoutTests
{
    private const double Target = 1.2;

    public static TheoryData<string> Models =>
        ["mixture", "mixture's gradient", "recurrent", "recurrent's gradient", "training"];

    private static Expr[] Graph(string model)
    {
        if (model == "training")
            return [.. Training()];
        var (value, at, trained) = model.StartsWith("mixture", StringComparison.Ordinal)
            ? Benchmarks.Mixture.Make()
            : Benchmarks.Recurrent.Make();
        Expr[] by = [.. at.Take(trained).Select(pair => pair.Item1)];
        return model.EndsWith("gradient", StringComparison.Ordinal)
            ? [value, .. Gradient(value, by)]
            : [value];
    }

    private static IReadOnlyList<Expr> Training()
    {
        var h = Input("x", 128, 784);
        foreach (var (from, to) in new[] { (784, 256), (256, 128), (128, 10) })
            h =
                MatMul(
                    from == 784 ? h : Relu(h),
                    Parameter($"w{from}", [from, to], Initializer.Zeros)
                ) + Parameter($"b{from}", [to], Initializer.Zeros);
        var loss = -Mean(Sum(LogSoftmax(h) * Input("y", 128, 10), [1]));
        return TrainingStep.Of(loss, Optimizer.Adam(0.001)).Outputs;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_arena_is_near_the_bound(string model)
    {
        var program = Compile.Of(Graph(model));
        Assert.InRange(
            (double)program.ArenaLength / program.LiveLength,
            program.LiveLength == 0 ? 0 : 1,
            Target
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(5000)]
    public void What_is_needed_at_one_time_does_not_overlap(int count)
    {
        var random = new Random(count);
        int instructions = Math.Max(1, count / 2);
        Slot[] slots =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    int first = random.Next(instructions),
                        size = random.Next(4) == 0 ? random.Next(20) : random.Next(3000);
                    return new Slot(i, SlotKind.Arena, Input($"s{i}", size), -1)
                    {
                        First = first,
                        Last = Math.Min(instructions - 1, first + random.Next(12)),
                    };
                }),
        ];
        var layout = new ArenaLayout(slots, instructions);
        Assert.InRange(layout.Length, layout.LiveLength, (long)(layout.LiveLength * 1.5));
        foreach (var a in slots)
        {
            Assert.InRange(a.Offset + a.Size, 0, layout.Length);
            Assert.True(a.Size < 16 || a.Offset % 16 == 0);
        }
        foreach (
            var now in Enumerable
                .Range(0, instructions)
                .Select(at => slots.Where(s => s.First <= at && at <= s.Last && s.Size > 0))
        )
        {
            long end = 0;
            foreach (var slot in now.OrderBy(slot => slot.Offset))
            {
                Assert.True(slot.Offset >= end, $"{slot.Index} begins before {end}");
                end = slot.Offset + slot.Size;
            }
        }
    }
}
