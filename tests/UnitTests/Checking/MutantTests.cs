using System.Reflection;
using FunctionalGrad.Checking;
using FunctionalGrad.Checking.Mutants;
using FunctionalGrad.Checking.TrueRules;

namespace FunctionalGrad.UnitTests.Checking;

/// <summary>The gradient check finds wrong rules and accuses no right one; <c>tests/Verify</c> says the same of many more graphs.</summary>
public class MutantTests
{
    public static TheoryData<string> Rules => [.. MutantTable.Rules.Select(mutant => mutant.Name)];

    public static TheoryData<string> Passes => [.. MutantTable.Passes.Select(pass => pass.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_wrong_rule_is_killed_and_its_own_node_blamed(string name)
    {
        var kill = new Trial(1).Of(MutantTable.Rules.Single(mutant => mutant.Name == name));
        Assert.NotNull(kill.Graphs);
        Assert.True(kill.IsBlamedRight, $"{kill.Blamed} was blamed");
        Assert.NotEmpty(kill.Smallest);
    }

    [Theory]
    [MemberData(nameof(Passes))]
    public void A_wrong_pass_is_killed_and_no_rule_blamed(string name)
    {
        var kill = new Trial(1).Of(MutantTable.Passes.Single(pass => pass.Name == name));
        Assert.NotNull(kill.Graphs);
        Assert.True(kill.IsBlamedRight, $"{kill.Blamed} was blamed");
    }

    [Fact]
    public void There_are_mutants_enough_and_no_two_of_one_name()
    {
        Assert.True(MutantTable.Count >= 90, $"{MutantTable.Count} mutants");
        Assert.Equal(
            MutantTable.Rules.Count,
            MutantTable.Rules.Select(mutant => mutant.Name).Distinct().Count()
        );
    }

    [Fact]
    public void A_mutant_differs_from_its_original_in_one_member_alone()
    {
        foreach (var mutant in MutantTable.Rules)
        {
            var changed =
                from member in typeof(Primitive).GetProperties(
                    BindingFlags.Public | BindingFlags.Instance
                )
                where !Equals(member.GetValue(mutant.Original), member.GetValue(mutant.Wrong))
                select member.Name;
            Assert.Contains(Assert.Single(changed), new[] { "Derivative", "Kernel" });
        }
    }

    [Fact]
    public void Right_rules_are_not_accused()
    {
        var run = new TrueRun(200, 1);
        run.Run((_, _, _) => { });
        Assert.Empty(run.FalseAlarms);
        Assert.True(run.InconclusiveRate < 0.05, $"{run.Inconclusive} of 200 inconclusive");
    }
}
