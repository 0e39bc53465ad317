namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Which entries and directions are chosen of inputs one after the other.</summary>
public class SurveyPlanTests
{
    private static SurveyPlan Plan(
        (string, Shape, bool)[] inputs,
        Func<int, double>? magnitude = null,
        long seed = 0
    )
    {
        int size = inputs.Sum(input => input.Item2.Size);
        return new(
            [.. Enumerable.Repeat(1.0, size)],
            inputs,
            magnitude ?? (element => 1 + element),
            seed
        );
    }

    private static string Place(Planned planned) =>
        planned.Index is { } index ? $"{planned.Name}[{string.Join(", ", index)}]" : planned.Name;

    private static int[] Moved(Planned planned, int size) =>
        [
            .. planned
                .Direction.Components(size)
                .Select((component, i) => (component, i))
                .Where(pair => pair.component != 0)
                .Select(pair => pair.i),
        ];

    [Fact]
    public void All_entries_are_those_of_each_input_in_row_major_order()
    {
        var all = Plan([("v", [2], true), ("s", Shape.Scalar, false), ("m", [2, 2], true)]).All();
        Assert.Equal(
            ["v[0]", "v[1]", "s[]", "m[0, 0]", "m[0, 1]", "m[1, 0]", "m[1, 1]"],
            all.Select(Place)
        );
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], all.SelectMany(planned => Moved(planned, 7)));
        Assert.Equal([true, true, false, true, true, true, true], all.Select(p => p.Connected));
    }

    [Fact]
    public void Four_directions_are_through_all_inputs_and_two_through_each_of_several_elements()
    {
        var directions = Plan([("v", [3], true), ("s", Shape.Scalar, true)])
            .Some()
            .Where(planned => planned.Index is null)
            .ToArray();
        Assert.Equal(
            ["all inputs", "all inputs", "all inputs", "all inputs", "v", "v"],
            directions.Select(Place)
        );
        Assert.All(directions[..4], planned => Assert.Equal([0, 1, 2, 3], Moved(planned, 4)));
        Assert.All(directions[4..], planned => Assert.Equal([0, 1, 2], Moved(planned, 4)));
        Assert.All(directions, planned => Assert.True(planned.Connected));
    }

    [Fact]
    public void None_is_through_all_of_one_input_or_where_no_gradient_flows_into_one()
    {
        Assert.Equal(["v", "v"], Directions(Plan([("v", [3], true)])).Select(Place));
        var apart = Directions(Plan([("v", [3], true), ("w", [2], false)]));
        Assert.Equal(["v", "v", "w", "w"], apart.Select(Place));
        Assert.Equal([true, true, false, false], apart.Select(planned => planned.Connected));
        Assert.Equal([3, 4], Moved(apart[3], 5));

        static Planned[] Directions(SurveyPlan plan) =>
            [.. plan.Some().Where(planned => planned.Index is null)];
    }

    [Fact]
    public void Of_each_input_the_two_largest_two_that_are_0_and_two_more_are_looked_at()
    {
        // Of w: 10 elements behind the 5 of v; the largest are its 3 and 8, those that are 0 its 2, 5 and 6.
        double Magnitude(int element) =>
            element switch
            {
                5 + 3 => 9,
                5 + 8 => 8,
                5 + 2 or 5 + 5 or 5 + 6 => 0,
                _ => 1,
            };
        for (int seed = 0; seed < 5; seed++)
        {
            string[] chosen =
            [
                .. Plan([("v", [5], true), ("w", [10], true)], Magnitude, seed)
                    .Some()
                    .Where(planned => planned.Index is not null && planned.Name == "w")
                    .Select(Place),
            ];
            Assert.Equal(["w[3]", "w[8]", "w[2]", "w[5]"], chosen[..4]);
            Assert.InRange(chosen.Length, 4, 6);
            Assert.Equal(chosen.Length, chosen.Distinct().Count());
        }
        Assert.Contains(
            Enumerable.Range(0, 5),
            seed => Plan([("v", [10], true)], seed: seed).Some().Count == 6
        );
    }

    [Fact]
    public void Of_an_input_without_elements_nothing_is_looked_at() =>
        Assert.Equal(
            ["all inputs", "all inputs", "all inputs", "all inputs", "s[]"],
            Plan([("none", [0], true), ("s", Shape.Scalar, true)]).Some().Select(Place)
        );

    [Fact]
    public void The_largest_are_an_equal_share_of_each_input_and_what_small_ones_leave()
    {
        var plan = Plan([("large", [10], true), ("small", [2], false), ("middle", [4], true)]);
        Assert.Equal(
            [
                "small[1]",
                "small[0]",
                "middle[3]",
                "middle[2]",
                "middle[1]",
                "large[9]",
                "large[8]",
                "large[7]",
                "large[6]",
            ],
            plan.Largest(9).Select(Place)
        );
        Assert.Equal([11], Moved(plan.Largest(9)[0], 16));
        Assert.Equal(16, plan.Largest(100).Count);
        Assert.False(plan.Largest(9)[0].Connected);
    }

    [Fact]
    public void An_element_has_a_number_for_each_axis()
    {
        Assert.Equal(Ints.Of([1, 0, 2]), SurveyPlan.Position([2, 2, 3], 8));
        Assert.Equal(Ints.Of([]), SurveyPlan.Position(Shape.Scalar, 0));
    }
}
