namespace FunctionalGrad.UnitTests;

public class InitializerTests
{
    public static TheoryData<Initializer, double> Scales =>
        new()
        {
            // Shape [2, 200, 300]: fan-in 400, fan-out 600.
            { Initializer.ScaledNormal, 1.0 / 400 },
            { Initializer.GlorotNormal, 2.0 / 1000 },
            { Initializer.GlorotUniform, 2.0 / 1000 },
            { Initializer.HeNormal, 2.0 / 400 },
            { Initializer.HeUniform, 2.0 / 400 },
            { Initializer.LeCunNormal, 1.0 / 400 },
            { Initializer.LeCunUniform, 1.0 / 400 },
            { Initializer.Normal(0.1), 0.01 },
            { Initializer.Uniform(-3, 3), 3 },
        };

    [Theory]
    [MemberData(nameof(Scales))]
    public void Drawn_values_have_mean_zero_and_the_stated_variance(
        Initializer initializer,
        double variance
    )
    {
        var values = initializer.Draw([2, 200, 300], 11, "w").ToArray();
        Assert.InRange(values.Average() / Math.Sqrt(variance), -0.015, 0.015);
        Assert.InRange(values.Average(x => x * x) / variance, 0.98, 1.02);
        bool uniform = initializer.Source.Contains("Uniform");
        double reach = values.Max(Math.Abs) / Math.Sqrt(variance);
        Assert.InRange(reach, uniform ? 1.73 : 3.5, uniform ? Math.Sqrt(3) + 1e-9 : 6);
    }

    [Fact]
    public void A_draw_has_these_bits_on_every_platform()
    {
        Assert.Equal(
            [0xbfdaa3bbcef34c8d, 0xbff045f9426ec88f, 0x3ff4e0f823a7e33f, 0x3fcf2a3e78700d71],
            Bits(Initializer.HeNormal)
        );
        Assert.Equal(
            [0xbfd5f3957140237f, 0xbfead1acd92d8363, 0x3fe8ccb83d4b3390, 0x3fc28240cca687ad],
            Bits(Initializer.GlorotUniform)
        );
        Assert.Equal(
            [0x3fb475c642129860, 0xbfe0d8b35268a979, 0x3ff72fc7eb806242, 0x3fe5aac9ad729a04],
            Bits(Initializer.Uniform(-1, 2))
        );
    }

    [Fact]
    public void Two_names_or_two_seeds_start_differently_and_the_same_ones_alike()
    {
        var first = Initializer.He.Draw([3, 4], 1, "a");
        Assert.True(first.SameBits(Initializer.He.Draw([3, 4], 1, "a")));
        Assert.False(first.SameBits(Initializer.He.Draw([3, 4], 1, "b")));
        Assert.False(first.SameBits(Initializer.He.Draw([3, 4], 2, "a")));
    }

    [Fact]
    public void Initializers_that_say_the_same_are_equal_and_read_back_from_their_source()
    {
        Initializer[] all =
        [
            Initializer.Zeros,
            Initializer.Ones,
            Initializer.Constant(-0.25),
            Initializer.Normal(0.1),
            Initializer.Uniform(-0.1, 1e-20),
            Initializer.ScaledNormal,
            Initializer.GlorotUniform,
            Initializer.GlorotNormal,
            Initializer.HeUniform,
            Initializer.HeNormal,
            Initializer.LeCunUniform,
            Initializer.LeCunNormal,
        ];
        foreach (var initializer in all)
        {
            Assert.Equal(initializer, Initializer.Read(initializer.Source));
            Assert.Equal(initializer.Source, initializer.ToString());
        }
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(Initializer.Normal(0.1), Initializer.Normal(0.1));
        Assert.Equal(Initializer.Xavier, Initializer.Glorot);
        Assert.Equal("Initializer.Uniform(-0.1, 1E-20)", Initializer.Uniform(-0.1, 1e-20).Source);
        Assert.Equal("Initializer.Zeros", Initializer.Constant(0).Source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Initializer")]
    [InlineData("Initializer.")]
    [InlineData("Initializer.Nothing")]
    [InlineData("Initializer.Normal")]
    [InlineData("Initializer.Normal(")]
    [InlineData("Initializer.Normal(x)")]
    [InlineData("Initializer.Normal(1.0, 2.0)")]
    [InlineData("Distribution.Normal(1.0)")]
    public void A_text_that_says_no_initializer_is_an_error(string text) =>
        Assert.Equal(
            $"read: '{text}' is no Initializer. Write it as its Source prints it, such as Initializer.Uniform(-1.0, 1.0).",
            Assert.Throws<FormatException>(() => Initializer.Read(text)).Message
        );

    [Fact]
    public void Numbers_that_make_no_sense_are_errors()
    {
        Assert.Equal(
            "normal initializer: the standard deviation is -1.0: it must be finite and not negative.",
            Assert.Throws<ArgumentException>(() => Initializer.Normal(-1)).Message
        );
        Assert.Equal(
            "uniform initializer: low is 2.0, high is 1.0: both and their difference must be finite, and low must not lie above high.",
            Assert.Throws<ArgumentException>(() => Initializer.Uniform(2, 1)).Message
        );
        Assert.Equal(
            "constant initializer: the value is nan: a parameter must start at a finite number.",
            Assert.Throws<ArgumentException>(() => Initializer.Constant(double.NaN)).Message
        );
    }

    [Fact]
    public void Scalars_vectors_and_empty_shapes_can_be_drawn()
    {
        Assert.Equal(1, Initializer.He.Draw([], 1).Span.Length);
        Assert.Equal(0, Initializer.Glorot.Draw([0, 0], 1).Span.Length);
        var vector = Initializer.LeCunUniform.Draw([300], 1).ToArray();
        Assert.InRange(vector.Max(Math.Abs), 0.09, 0.1);
        Assert.Equal([0.5, 0.5], Initializer.Constant(0.5).Draw([2], 1).ToArray());
    }

    [Fact]
    public void Parameters_carry_their_initializer_as_part_of_what_they_are()
    {
        var a = (Input)Parameter("w", [2, 3], Initializer.Normal(0.1));
        var b = (Input)Parameter("w", [2, 3], Initializer.Normal(0.1));
        Assert.Equal(a.Origin, b.Origin);
        Assert.Equal(2, Tape.Of(a + b).Nodes.Count);
        var c = Parameter("w", [2, 3], Initializer.Normal(0.2));
        Assert.Throws<BindingException>(() => Tape.Of(a + c));
    }

    private static IEnumerable<ulong> Bits(Initializer initializer) =>
        initializer
            .Draw([2, 2], 1, "hidden.weight")
            .ToArray()
            .Select(BitConverter.DoubleToUInt64Bits);
}
