namespace FunctionalGrad.UnitTests.Verification;

/// <summary>What is compared of a Jacobian made by hand, in which words, and what is asked to confirm what drowned.</summary>
public class SurveyTests
{
    private static readonly GradientCheckOptions Cheap = new() { Cost = CheckCost.Cheap };

    private static Survey Of(
        Func<double[], double[]> f,
        double[][] rows,
        double[] at,
        (string, Shape, bool)[] inputs,
        GradientCheckOptions options,
        double noise = 0,
        bool byConvention = true
    ) =>
        new(
            new(
                new Differences(p => new(f(p), 0, null), at, knowsBranches: true),
                _ => rows,
                () => [.. Enumerable.Repeat(noise, rows.Length * at.Length)],
                () => default,
                _ => 0,
                options
            ),
            inputs,
            rows.Length == 1 ? Shape.Scalar : [rows.Length],
            options,
            byConvention
        );

    [Fact]
    public void An_input_whose_gradient_is_0_throughout_is_as_good_as_not_connected()
    {
        var survey = Of(
            p => [p[0] + Math.Floor(p[1])],
            [
                [1, 0],
            ],
            [1, 1],
            [("a", Shape.Scalar, true), ("b", Shape.Scalar, true)],
            Cheap
        );
        Assert.Equal("0 random directions and 2 of 2 entries", survey.Coverage);
        Assert.Equal(
            new Verdict.Pass(
                "no gradient flows into it, and it cannot be moved: the value jumps there"
            ),
            survey.Entries[1].Entry.Verdict
        );
        var apart = Of(
            p => [p[0] + p[1]],
            [
                [1, 1],
            ],
            [1, 1],
            [("a", Shape.Scalar, true), ("b", Shape.Scalar, false)],
            Cheap
        );
        Assert.Equal("0 random directions and 2 of 2 entries", apart.Coverage);
    }

    [Fact]
    public void The_largest_derivatives_are_those_of_any_row()
    {
        double[][] rows =
        [
            [1, 1, 1, 1, 9, 1],
            [1, 2, 1, 1, 0, 1],
        ];
        var survey = Of(
            p => [.. rows.Select(row => row.Zip(p, (g, x) => g * x).Sum())],
            rows,
            [1, 1, 1, 1, 1, 1],
            [("v", [6], true)],
            Cheap
        );
        Assert.Equal(
            ["d[0] / v[4]", "d[1] / v[4]", "d[0] / v[1]", "d[1] / v[1]"],
            survey.Entries.Skip(4).Take(4).Select(item => item.Entry.Place)
        );
        Assert.Equal(
            [9, 0, 1, 2],
            survey.Entries.Skip(4).Take(4).Select(item => item.Entry.Analytic)
        );
        Assert.All(survey.Entries, item => Assert.IsType<Verdict.Pass>(item.Entry.Verdict));
    }

    [Fact]
    public void What_drowned_is_confirmed_along_its_whole_direction_and_nothing_else_is_asked()
    {
        double[] gradient = [1e-12, 3e-12, 1e3];
        double[] at = [8, 16, 2];
        var survey = Of(
            p => [1e6 + gradient.Zip(p, (g, x) => g * x).Sum()],
            [gradient],
            at,
            [("v", [2], true), ("w", Shape.Scalar, true)],
            Cheap,
            noise: 1e-20
        );
        int drowned = survey.Entries.Count(item => item.Finding.Drowned),
            asked = 0;
        Assert.InRange(drowned, 4, survey.Entries.Count - 1);
        PathSlope? Agrees(Direction direction, int row)
        {
            asked++;
            Assert.Equal(0, row);
            return direction.IsEntry
                ? null
                : new(direction.Along(gradient), Doubt: 1e-14, Terms: 1, Relative: 1e-7);
        }
        survey.Confirm(Agrees);
        Assert.Equal(drowned, asked);
        var confirmed = survey.Entries.Where(item => item.Finding.IsConfirmed).ToArray();
        Assert.Equal(2, confirmed.Length);
        Assert.All(
            confirmed,
            item =>
            {
                Assert.Null(item.Entry.Index);
                Assert.False(item.Finding.Drowned);
                Assert.Equal(new Verdict.Pass(), item.Entry.Verdict);
                Assert.Equal(double.NaN, item.Entry.Numeric);
                Assert.Equal(
                    "too small beside the value for differences of the whole: confirmed node by node",
                    item.Entry.Note
                );
            }
        );
    }

    [Fact]
    public void All_are_looked_at_again_after_one_failed()
    {
        var survey = Of(
            p => [p.Sum()],
            [
                [.. Enumerable.Range(0, 20).Select(i => i == 7 ? 1.5 : 1.0)],
            ],
            [.. Enumerable.Repeat(1.0, 20)],
            [("v", [20], true)],
            Cheap
        );
        Assert.StartsWith("2 random directions and ", survey.Coverage);
        Assert.EndsWith(
            " of 20 entries, one of which failed: then 20 of 20 entries",
            survey.Coverage
        );
        Assert.Equal(20, survey.Entries.Count);
        Assert.Equal(
            "v[7]",
            Assert.Single(survey.Entries, item => item.Entry.Verdict is Verdict.Fail).Entry.Place
        );
    }
}
