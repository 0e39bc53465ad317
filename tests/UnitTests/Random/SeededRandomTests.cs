using MathNet.Numerics;

namespace FunctionalGrad.UnitTests;

public class SeededRandomTests
{
    // An independent program (Python, exact integers) made the same bits from the published algorithms.
    [Fact]
    public void A_stream_has_these_bits_on_every_platform()
    {
        var random = new SeededRandom(42, "w", 7);
        Assert.Equal(
            [0x3f8a305877b25fc0, 0x3fd1e129a2535722, 0x3fedbfab2557dc0c, 0x3fe79b5dff6b883e],
            Enumerable.Range(0, 4).Select(_ => Bits(random.Uniform()))
        );
        Assert.Equal(
            [
                0x3fe35edff81ecd74,
                0x3fdf0c76c5881c76,
                0xc000e0f99105d1d1,
                0xbfe9467dc6a3d821,
                0xbfed4f53f2713c2e,
            ],
            Enumerable.Range(0, 5).Select(_ => Bits(random.Normal()))
        );
        Assert.Equal([5, 8, 3, 1, 7, 4, 0, 9, 6, 2], random.Permutation(10));
    }

    [Fact]
    public void Another_seed_name_or_step_is_another_stream()
    {
        double[] firsts =
        [
            new SeededRandom(1).Uniform(),
            new SeededRandom(2).Uniform(),
            new SeededRandom(-1).Uniform(),
            new SeededRandom(1L << 40).Uniform(),
            new SeededRandom(1, "a").Uniform(),
            new SeededRandom(1, "ā").Uniform(),
            new SeededRandom(1, "a", 1).Uniform(),
            new SeededRandom(1, "", 1).Uniform(),
        ];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
        Assert.Equal(firsts[0], new SeededRandom(1).Uniform());
    }

    [Fact]
    public void Normal_numbers_pass_the_test_of_Kolmogorov_and_Smirnov()
    {
        const int count = 100_000;
        var random = new SeededRandom(3);
        var sample = new double[count];
        for (int i = 0; i < count; i++)
            sample[i] = random.Normal();
        Assert.InRange(sample.Average(), -0.01, 0.01);
        Assert.InRange(sample.Sum(x => x * x) / count, 0.985, 1.015);
        Array.Sort(sample);
        double distance = 0;
        for (int i = 0; i < count; i++)
        {
            double expected = 0.5 * SpecialFunctions.Erfc(-sample[i] / Math.Sqrt(2));
            distance = Math.Max(distance, Math.Abs(expected - (i + 0.5) / count) + 0.5 / count);
        }
        // The 1 % point of the Kolmogorov distribution.
        Assert.InRange(distance * Math.Sqrt(count), 0, 1.63);
    }

    [Fact]
    public void The_portable_logarithm_agrees_with_the_platforms_to_a_few_ulp()
    {
        var random = new SeededRandom(4);
        for (int i = 0; i < 20_000; i++)
        {
            double x = random.Uniform() * Math.Pow(2, -random.Below(60)) + 1e-300;
            double expected = Math.Log(x);
            Assert.InRange(
                Math.Abs(PortableLog.Of(x) - expected),
                0,
                4 * Math.BitIncrement(Math.Abs(expected)) - 4 * Math.Abs(expected)
            );
        }
        Assert.Equal(0, PortableLog.Of(1));
    }

    [Fact]
    public void A_permutation_holds_every_number_once_and_every_order_is_equally_likely()
    {
        var counts = new Dictionary<string, int>();
        var random = new SeededRandom(5);
        for (int i = 0; i < 24_000; i++)
        {
            string order = string.Join(' ', random.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        double chiSquare = counts.Values.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000);
        // The 0.1 % point of chi-square with 23 degrees of freedom.
        Assert.InRange(chiSquare, 0, 49.7);
        Assert.Empty(random.Permutation(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Below(0));
    }

    private static ulong Bits(double x) => BitConverter.DoubleToUInt64Bits(x);
}
