namespace FunctionalGrad.UnitTests;

public class DistributionTests
{
    [Fact]
    public void Draws_have_the_stated_mean_and_variance()
    {
        Check(Distribution.Bernoulli(0.3), 0.3, 0.21);
        Check(Distribution.Normal(2, 3), 2, 9);
        Check(Distribution.Uniform(-1, 2), 0.5, 0.75);

        static void Check(Distribution distribution, double mean, double variance)
        {
            var values = distribution.Draw([300, 200], 1, 2, "mask").ToArray();
            Assert.InRange((values.Average() - mean) / Math.Sqrt(variance), -0.015, 0.015);
            Assert.InRange(values.Average(x => (x - mean) * (x - mean)) / variance, 0.98, 1.02);
        }
    }

    [Fact]
    public void A_bernoulli_draw_is_zero_or_one()
    {
        var values = Distribution.Bernoulli(0.5).Draw([1000], 1, 0, "mask").ToArray();
        Assert.Equal([0.0, 1.0], values.Distinct().Order());
        Assert.All(
            Distribution.Bernoulli(1).Draw([1000], 1, 0, "mask").ToArray(),
            x => Assert.Equal(1, x)
        );
        Assert.All(
            Distribution.Bernoulli(0).Draw([1000], 1, 0, "mask").ToArray(),
            x => Assert.Equal(0, x)
        );
    }

    [Fact]
    public void A_draw_is_fixed_by_seed_step_and_name()
    {
        var distribution = Distribution.Normal(0, 1);
        var first = distribution.Draw([5], 1, 2, "n");
        Assert.True(first.SameBits(distribution.Draw([5], 1, 2, "n")));
        Assert.False(first.SameBits(distribution.Draw([5], 1, 3, "n")));
        Assert.False(first.SameBits(distribution.Draw([5], 2, 2, "n")));
        Assert.False(first.SameBits(distribution.Draw([5], 1, 2, "m")));
    }

    [Fact]
    public void Distributions_read_back_from_their_source()
    {
        foreach (
            var distribution in new[]
            {
                Distribution.Bernoulli(0.1),
                Distribution.Normal(-1, 0.5),
                Distribution.Uniform(0, 1),
            }
        )
            Assert.Equal(distribution, Distribution.Read(distribution.ToString()));
        Assert.Equal("Distribution.Bernoulli(0.1)", Distribution.Bernoulli(0.1).Source);
        Assert.Equal(
            "read: 'Distribution.Poisson(1.0)' is no Distribution. Write it as its Source prints it, such as Distribution.Uniform(-1.0, 1.0).",
            Assert
                .Throws<FormatException>(() => Distribution.Read("Distribution.Poisson(1.0)"))
                .Message
        );
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_errors()
    {
        Assert.Equal(
            "bernoulli: the probability is 1.5: it must lie between 0 and 1.",
            Assert.Throws<ArgumentException>(() => Distribution.Bernoulli(1.5)).Message
        );
        Assert.Equal(
            "bernoulli: the probability is nan: it must lie between 0 and 1.",
            Assert.Throws<ArgumentException>(() => Distribution.Bernoulli(double.NaN)).Message
        );
        Assert.Equal(
            "normal: the mean is 0.0, the standard deviation -1.0: both must be finite, and the deviation not negative.",
            Assert.Throws<ArgumentException>(() => Distribution.Normal(0, -1)).Message
        );
        Assert.Equal(
            "uniform: low is 0.0, high is infinity: both and their difference must be finite, and low must not lie above high.",
            Assert
                .Throws<ArgumentException>(() => Distribution.Uniform(0, double.PositiveInfinity))
                .Message
        );
    }
}
