namespace FunctionalGrad.UnitTests.Verification;

/// <summary>The names and errors of entries, and the words of verdicts.</summary>
public class EntryTests
{
    private static GradientEntry Entry(
        double analytic,
        double numeric,
        int[]? index = null,
        params int[] output
    ) =>
        new(
            "w",
            index is null ? null : Ints.Of(index),
            Ints.Of(output),
            analytic,
            numeric,
            0,
            new Verdict.Pass(),
            null
        );

    [Fact]
    public void The_error_is_relative_to_the_larger_magnitude()
    {
        Assert.Equal((3, 0.75), (Entry(1, 4).Error, Entry(1, 4).RelativeError));
        Assert.Equal((3, 0.75), (Entry(-4, -1).Error, Entry(-4, -1).RelativeError));
        Assert.Equal(0, Entry(0, 0).RelativeError);
        double infinity = double.PositiveInfinity;
        Assert.Equal(0, Entry(infinity, infinity).RelativeError);
    }

    [Fact]
    public void A_place_names_the_element_and_that_of_an_output_that_is_not_scalar()
    {
        Assert.Equal("w, a direction", Entry(1, 1).Place);
        Assert.Equal("d[3, 4] / w, a direction", Entry(1, 1, null, 3, 4).Place);
        Assert.Equal("w", Entry(1, 1, []).Place);
        Assert.Equal("d[3, 4] / w", Entry(1, 1, [], 3, 4).Place);
        Assert.Equal("w[1, 2]", Entry(1, 1, [1, 2]).Place);
        Assert.Equal("d[3] / w[1, 2]", Entry(1, 1, [1, 2], 3).Place);
    }

    [Fact]
    public void Verdicts_are_sentences_and_words()
    {
        var open = new Verdict.Pass { Reservation = "one step" };
        var both = new Verdict.Pass("nothing moves") { Reservation = "one step" };
        Verdict fail = new Verdict.Fail("wrong"),
            inconclusive = new Verdict.Inconclusive("rough");
        Assert.Equal(
            [
                "pass",
                "pass, but for: one step",
                "pass, vacuous: nothing moves, but for: one step",
                "FAIL: wrong",
                "inconclusive: rough",
            ],
            new[] { new Verdict.Pass(), open, both, fail, inconclusive }.Select(v => v.ToString())
        );
        Assert.Equal(
            [null, "one step", "nothing moves", "wrong", "rough"],
            new[] { new Verdict.Pass(), open, both, fail, inconclusive }.Select(v => v.Why)
        );
        Assert.Equal(
            ["pass", "FAIL", "inconclusive"],
            new[] { open, fail, inconclusive }.Select(v => v.Word)
        );
    }

    [Fact]
    public void A_verdict_that_is_no_pass_has_a_reason()
    {
        Assert.Equal(
            "Reason",
            Assert.Throws<ArgumentNullException>(() => new Verdict.Fail(null!)).ParamName
        );
        Assert.Equal(
            "Reason",
            Assert.Throws<ArgumentNullException>(() => new Verdict.Inconclusive(null!)).ParamName
        );
    }

    [Fact]
    public void An_argument_that_is_missing_is_named()
    {
        var x = Input("x");
        var options = GradientCheckOptions.Default;
        (string Name, Action Call)[] calls =
        [
            ("output", () => GradientCheck.Of(null!)),
            ("at", () => GradientCheck.Of(x, null!)),
            ("at", () => GradientCheck.Of(x, null!, options)),
            ("options", () => GradientCheck.Of(x, [], null!)),
            ("output", () => GradientCheck.OfGradient(null!, [(x, x)], [])),
            ("gradient", () => GradientCheck.OfGradient(x, null!, [])),
            ("at", () => GradientCheck.OfGradient(x, [(x, x)], null!)),
            ("gradient", () => GradientCheck.OfGradient(x, [(null!, x)], [])),
            ("gradient", () => GradientCheck.OfGradient(x, [(x, null!)], [])),
            ("f", () => GradientCheck.OfFunction(null!, p => p, [])),
            ("gradient", () => GradientCheck.OfFunction(p => 0, null!, [])),
            ("at", () => GradientCheck.OfFunction(p => 0, p => p, null!)),
            ("report", () => _ = new GradientCheckException(null!)),
        ];
        foreach (var (name, call) in calls)
            Assert.Equal(name, Assert.Throws<ArgumentNullException>(call).ParamName);
        var report = GradientCheck.Of(x, (x, 1));
        Assert.Same(report, new GradientCheckException(report).Report);
    }
}
