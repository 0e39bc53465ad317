namespace FunctionalGrad.UnitTests.Passes;

public class EqualityTests
{
    private static readonly Expr X = Input("x", 2);

    [Fact]
    public void Graphs_built_separately_are_the_same_graph()
    {
        static Expr Build() => Sum(Exp(Input("x", 2) * 2) + Input("y", 2));
        Assert.True(Build().SameAs(Build()));
        Assert.Equal(Build().StructuralHash(), Build().StructuralHash());
    }

    [Fact]
    public void Inputs_of_a_commutative_primitive_may_stand_in_either_order()
    {
        var y = Input("y", 2);
        Assert.True((X * y).SameAs(y * X));
        Assert.Equal((X * y).StructuralHash(), (y * X).StructuralHash());
        Assert.False((X - y).SameAs(y - X));
        Assert.NotEqual((X - y).StructuralHash(), (y - X).StructuralHash());
    }

    [Fact]
    public void Sharing_makes_no_difference()
    {
        var shared = Exp(X);
        Assert.True((shared + shared).SameAs(Exp(X) + Exp(X)));
    }

    public static TheoryData<Expr, Expr> Different =>
        new()
        {
            { Exp(X), Log(X) },
            { Sum(Input("x", 2, 3), [0]), Sum(Input("x", 2, 2), [0]) },
            { Sum(Input("x", 2, 2), [0]), Sum(Input("x", 2, 2), [1]) },
            { X, Input("y", 2) },
            { X, Input("x", 3) },
            { Constant(0.0), Constant(-0.0) },
            { Constant(1.0), Constant(Math.BitIncrement(1.0)) },
            { Fill([2], 1), Fill([3], 1) },
            { X * 2, X * X },
            { X, Fill([2], 1) },
        };

    [Theory]
    [MemberData(nameof(Different))]
    public void What_differs_in_one_thing_is_not_the_same(Expr a, Expr b)
    {
        Assert.False(a.SameAs(b));
        Assert.False(b.SameAs(a));
        Assert.NotEqual(a.StructuralHash(), b.StructuralHash());
    }

    [Fact]
    public void All_NaNs_are_one()
    {
        double other = BitConverter.Int64BitsToDouble(0x7ff8_0000_0000_0001);
        Assert.True(Constant(double.NaN).SameAs(Constant(other)));
        Assert.True(
            Constant(NDArray<double>.Of([2], [1, other]))
                .SameAs(Constant(NDArray<double>.Of([2], [1, double.NaN])))
        );
    }

    [Fact]
    public void The_hash_is_the_same_on_every_run() =>
        Assert.Equal(
            6969015865757944841,
            Sum(Exp(X * -2) + Constant(NDArray<double>.Of([2], [1, 2]))).StructuralHash()
        );
}
