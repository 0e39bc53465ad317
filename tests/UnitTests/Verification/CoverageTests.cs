namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Which entries and directions a check looks at, by how many there are.</summary>
public class CoverageTests
{
    private static readonly GradientCheckOptions Cheap = new() { Cost = CheckCost.Cheap };

    private static NDArray<double> Numbers(int count) =>
        NDArray<double>.Create(
            [count],
            x =>
            {
                for (int i = 0; i < count; i++)
                    x[i] = 0.1 * (i + 1);
            }
        );

    private static string Coverage(GradientReport report) => report.Steps[6].Figure;

    [Fact]
    public void A_Jacobian_of_64_entries_is_looked_at_whole_and_a_larger_one_by_a_weighting_of_its_rows()
    {
        Expr eight = Input("x", 8),
            nine = Input("x", 9);
        Assert.Equal(
            "64 of 64 entries",
            Coverage(GradientCheck.Of(Sin(eight), (eight, Numbers(8))))
        );
        Assert.Equal(
            "9 of 9 entries, of a random weighting of the 9 outputs",
            Coverage(GradientCheck.Of(Sin(nine), (nine, Numbers(9))))
        );
    }

    [Fact]
    public void Up_to_64_entries_of_a_gradient_are_all_looked_at()
    {
        Expr most = Input("x", 64),
            more = Input("x", 65);
        Assert.Equal(
            "64 of 64 entries",
            Coverage(GradientCheck.Of(Sum(Sin(most)), (most, Numbers(64))))
        );
        Assert.StartsWith(
            "2 random directions",
            Coverage(GradientCheck.Of(Sum(Sin(more)), (more, Numbers(65))))
        );
    }

    [Fact]
    public void A_scalar_is_an_entry_and_needs_no_direction_of_its_own()
    {
        Expr x = Input("x"),
            y = Input("y");
        Assert.Equal(
            "4 random directions and 2 of 2 entries",
            Coverage(GradientCheck.Of(x * y, [(x, 2), (y, 3)], Cheap))
        );
    }

    [Fact]
    public void Entries_whose_derivative_is_0_are_looked_at_beside_the_largest()
    {
        var x = Input("x", 300);
        var at = Numbers(300).ToArray();
        (at[140], at[160]) = (0, 0);
        var report = GradientCheck.Of(Sum(Square(x)), [(x, NDArray<double>.Of([300], at))], Cheap);
        string[] places = [.. report.Entries.Select(entry => entry.Place)];
        foreach (string place in new[] { "x[140]", "x[160]", "x[298]", "x[299]" })
            Assert.Contains(place, places);
    }

    [Fact]
    public void No_direction_is_through_all_inputs_where_no_gradient_flows_into_one()
    {
        Expr x = Input("x", 3),
            label = Input("label", 3);
        Binding<double>[] at = [(x, Numbers(3)), (label, Numbers(3))];
        Assert.StartsWith(
            "8 random directions",
            Coverage(GradientCheck.Of(Sum(x * label), at, Cheap))
        );
        Assert.StartsWith(
            "4 random directions",
            Coverage(GradientCheck.Of(Sum(Where(label > 0.15, x, 2 * x)), at, Cheap))
        );
    }

    [Fact]
    public void What_fails_along_a_direction_and_in_no_entry_that_is_looked_at_stays_a_failure()
    {
        // Made too small, the wrong derivative is not among the largest.
        var x = Input("x", 6000);
        var wrong = Constant(NDArray<double>.Create([6000], g => g[5999] = -1e-3));
        var report = GradientCheck.OfGradient(
            Sum(Square(x)),
            [(x, 2 * x + wrong)],
            [(x, NDArray<double>.Fill([6000], 1))],
            Cheap
        );
        Assert.IsType<Verdict.Fail>(report.Verdict);
        Assert.All(report.Entries.Take(report.FailedCount), entry => Assert.Null(entry.Index));
    }
}
