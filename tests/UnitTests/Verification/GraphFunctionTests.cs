namespace FunctionalGrad.UnitTests.Verification;

/// <summary>A graph as a function of the elements of some inputs: values, branches, and how little is computed again.</summary>
public class GraphFunctionTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        V = Input("v", 2);

    private static readonly Binding<double>[] At = [(X, 3), (Y, -5), (V, NDArray.Of([0.25, 2.0]))];

    private static NDArray<double> Doubled(Apply? gate, NDArray<double> values) =>
        NDArray<double>.Create(
            values.Shape,
            to =>
            {
                for (int i = 0; i < to.Length; i++)
                    to[i] = 2 * values.Span[i];
            }
        );

    [Fact]
    public void The_point_is_made_of_the_moving_inputs_in_their_order()
    {
        var function = new GraphFunction([X * Y, V + X], [V, X], At);
        Assert.Equal([0.25, 2, 3], function.Point);
        Assert.Equal([-15, 3.25, 5], function.Here);
        var look = function.At([1, 2, 10]);
        Assert.Equal([-50, 11, 12], look.Values);
        Assert.Null(look.Problem);
        Assert.Equal([-15, 3.25, 5], function.Here);
        Assert.Equal([-15.0], function.Outputs[0].ToArray());
    }

    [Fact]
    public void An_input_that_the_graph_does_not_have_moves_nothing()
    {
        var function = new GraphFunction([Square(X)], [Y, X], At);
        Assert.Equal([-5, 3], function.Point);
        Assert.Equal([9.0], function.At([100, 3]).Values);
        Assert.Equal([16.0], function.At([100, 4]).Values);
    }

    [Fact]
    public void Only_what_depends_on_what_moved_is_computed_again()
    {
        int calls = 0;
        Expr Counted(Expr x) =>
            WrongRules
                .Unary(
                    "counted",
                    x =>
                    {
                        calls++;
                        return x;
                    },
                    (_, _) => 1
                )
                .Apply(x);
        var function = new GraphFunction([Counted(X) + Counted(Y)], [X, Y], At);
        calls = 0;
        function.At([3, -5]);
        Assert.Equal(0, calls);
        function.At([4, -5]);
        Assert.Equal(1, calls);
        function.At([4, -4]);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void The_signature_changes_with_the_branch_of_any_node_and_with_nothing_else()
    {
        var function = new GraphFunction([Relu(X) + Abs(Y) + X * Y], [X, Y], At);
        ulong here = function.At(function.Point).Signature;
        Assert.Equal(here, function.At([7, -2]).Signature);
        ulong[] others =
        [
            function.At([0, -5]).Signature,
            function.At([-1, -5]).Signature,
            function.At([3, 5]).Signature,
            function.At([-1, 5]).Signature,
        ];
        Assert.Equal(5, others.Append(here).Distinct().Count());
    }

    [Fact]
    public void Where_a_kernel_refuses_there_are_no_values_and_the_reason_is_told()
    {
        Expr Refusing(Exception problem) =>
            WrongRules.Unary("refusing", x => x > 3 ? throw problem : x, (_, _) => 1).Apply(X);
        var at = new GraphFunction([V, Refusing(new ArgumentException("too large"))], [X], At);
        var look = at.At([4]);
        Assert.Equal([double.NaN, double.NaN, double.NaN], look.Values);
        Assert.Equal("too large", look.Problem);
        Assert.NotEqual(at.At([3]).Signature, look.Signature);
        Assert.Null(at.Changed(Doubled, leaves: true, out _));
        var failing = new GraphFunction([Refusing(new InvalidOperationException())], [X], At);
        Assert.Throws<InvalidOperationException>(() => failing.At([4]));
    }

    [Fact]
    public void The_largest_and_the_smallest_are_those_of_any_node()
    {
        var function = new GraphFunction([X * Y + 14.5], [], At);
        Assert.Equal((15, 0.5, false), (function.Largest, function.Smallest, function.HasInfinite));
        var infinite = new GraphFunction([0 * Exp(1 / (X - 3))], [], At);
        Assert.Equal((3, true), (infinite.Largest, infinite.HasInfinite));
        Assert.Equal(1, new GraphFunction([Exp(X - 3)], [], At).Smallest);
    }

    [Fact]
    public void A_change_of_every_computed_value_is_read_by_those_behind_it_and_views_are_none()
    {
        var function = new GraphFunction([Square(X) + 1], [X], At);
        Assert.Equal(
            [2 * (2 * 9 + 1.0)],
            function.Changed(Doubled, leaves: false, out bool strays)!
        );
        Assert.False(strays);
        Assert.Equal([2 * (2 * 36 + 2.0)], function.Changed(Doubled, leaves: true, out _)!);
        var view = new GraphFunction([Reshape(V + 1, [2, 1])], [V], At);
        Assert.Equal([2.5, 6], view.Changed(Doubled, leaves: false, out _)!);
    }

    [Fact]
    public void A_node_that_a_change_leads_to_another_branch_keeps_its_value()
    {
        var function = new GraphFunction([Max(Square(X), 10.0) + X], [X], At);
        Assert.Equal([2 * (10.0 + 3)], function.Changed(Doubled, leaves: false, out bool strays)!);
        Assert.True(strays);
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        using var cancelling = new CancellationTokenSource();
        var function = new GraphFunction([Square(X)], [X], At, cancelling.Token);
        function.At([4]);
        cancelling.Cancel();
        Assert.Throws<OperationCanceledException>(() => function.At([4]));
        Assert.Throws<OperationCanceledException>(() =>
            function.Changed(Doubled, leaves: false, out _)
        );
    }
}
