namespace FunctionalGrad.UnitTests.Passes;

public class SubstituteTests
{
    private static readonly Expr X = Input("x", 2);
    private static readonly Expr Y = Input("y", 2);

    [Fact]
    public void An_input_is_replaced_wherever_it_occurs() =>
        Assert.True(Substitute.In(Exp(X) * X + Y, (X, Log(Y))).SameAs(Exp(Log(Y)) * Log(Y) + Y));

    [Fact]
    public void Replacements_happen_at_once_so_inputs_can_be_exchanged() =>
        Assert.True(Substitute.In(X - Y, (X, Y), (Y, X)).SameAs(Y - X));

    [Fact]
    public void An_intermediate_node_is_replaced_together_with_nodes_equal_to_it()
    {
        var f = Exp(X) + Log(Exp(X));
        Assert.True(Substitute.In(f, (Exp(X), Y)).SameAs(Y + Log(Y)));
    }

    [Fact]
    public void A_node_that_is_replaced_hides_what_lies_below_it() =>
        Assert.True(Substitute.In(Exp(Log(X)), (Log(X), Y), (X, Exp(Y))).SameAs(Exp(Y)));

    [Fact]
    public void What_is_put_in_is_not_searched_again() =>
        Assert.True(Substitute.In(Exp(X), (X, X * 2)).SameAs(Exp(X * 2)));

    [Fact]
    public void Untouched_parts_are_the_same_objects()
    {
        var kept = Exp(Y);
        var replaced = (Apply)Substitute.In(kept + Log(X), (X, Y));
        Assert.Same(kept, replaced.Inputs[0]);
        var whole = Exp(X) + Y;
        Assert.Same(whole, Substitute.In(whole, (Input("z"), Constant(1))));
    }

    [Fact]
    public void Modules_survive()
    {
        var f = ModulePath.Named("layer", () => Exp(X));
        Assert.Equal("layer", ((Apply)Substitute.In(f, (X, Y))).Module);
    }

    [Fact]
    public void Several_expressions_keep_what_they_share()
    {
        var shared = Exp(X);
        var both = Substitute.In([shared + 1, shared * 2], (X, Y));
        Assert.Same(((Apply)both[0]).Inputs[0], ((Apply)both[1]).Inputs[0]);
    }

    [Fact]
    public void A_replacement_of_another_shape_is_refused() =>
        Assert.Equal(
            "substitute: x [2] cannot be replaced by exp [3]: both must have one shape. Broadcast or reshape what is put in.",
            Assert
                .Throws<ShapeException>(() => Substitute.In(Exp(X), (X, Exp(Input("z", 3)))))
                .Message
        );

    [Fact]
    public void A_node_replaced_twice_is_refused() =>
        Assert.Equal(
            "substitute: x [2] is replaced twice. Give one replacement for each node.",
            Assert.Throws<ShapeException>(() => Substitute.In(Exp(X), (X, Y), (X, Exp(Y)))).Message
        );
}
