using System.Reflection;

namespace FunctionalGrad.UnitTests.Graph;

/// <summary>What ARCHITECTURE.md promises of nodes and can be read off their types.</summary>
public class NodeKindsTests
{
    private const BindingFlags All =
        BindingFlags.Instance
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly Type[] Kinds = [typeof(Constant), typeof(Input), typeof(Apply)];

    [Fact]
    public void There_are_three_kinds_of_node_and_outsiders_cannot_add_a_fourth()
    {
        var kinds = typeof(Expr).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Expr)));
        Assert.Equal(Kinds.ToHashSet(), kinds.ToHashSet());
        Assert.All(Kinds, kind => Assert.True(kind.IsSealed, kind.Name));
        Assert.All(
            typeof(Expr).GetConstructors(All),
            constructor => Assert.True(constructor.IsFamilyAndAssembly, constructor.ToString())
        );
        Assert.All(Kinds, kind => Assert.Empty(kind.GetConstructors()));
    }

    [Fact]
    public void A_node_holds_nothing_that_can_change()
    {
        var fields = Kinds.Append(typeof(Expr)).SelectMany(type => type.GetFields(All)).ToArray();
        Assert.NotEmpty(fields);
        Assert.All(
            fields,
            field => Assert.True(field.IsInitOnly, $"{field.DeclaringType!.Name}.{field.Name}")
        );
    }

    [Fact]
    public void Nodes_are_equal_by_reference_alone()
    {
        Assert.All(
            Kinds.Append(typeof(Expr)),
            type =>
                Assert.DoesNotContain(
                    type.GetMethods(All),
                    method => method.Name is nameof(Equals) or nameof(GetHashCode)
                )
        );
        Assert.NotEqual(Input("x"), Input("x"));
    }

    [Fact]
    public void Match_gives_each_kind_to_its_own_function()
    {
        string Kind(Expr node) =>
            node.Match(
                constant => $"constant {constant.Uniform}",
                input => $"input {input.Name}",
                apply => $"{apply.Primitive} of {apply.Inputs.Length}"
            );
        Assert.Equal("constant 2", Kind(Constant(2)));
        Assert.Equal("input x", Kind(Input("x")));
        Assert.Equal("mul of 2", Kind(2 * Input("x")));
    }
}
