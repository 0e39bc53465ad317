namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Branches and sides of edges in one number, scripts of what fails, and what is held.</summary>
public class BranchHashTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        V = Input("v", 2);

    private static NDArray<double> Of(params double[] x) =>
        x.Length == 1 ? NDArray<double>.Fill(Shape.Scalar, x[0]) : NDArray.Of(x);

    private static ulong Hash(Expr applied, params NDArray<double>[] operands) =>
        BranchHash.Of((Apply)applied, operands);

    private static int Kinds(Expr applied, params double[] at) =>
        at.Select(x => Hash(applied, Of(x))).Distinct().Count();

    [Fact]
    public void Within_a_branch_it_stays_and_on_each_other_it_is_another()
    {
        Assert.Equal(1, Kinds(Relu(X), 0.5, 1, 1e9));
        Assert.Equal(3, Kinds(Relu(X), -1, 0, 1, -2));
        Assert.Equal(1, Kinds(Sin(X), -1, 0, 1, double.NaN));
        ulong[] ofTwo =
        [
            Hash(Abs(V), Of(1, -1)),
            Hash(Abs(V), Of(-1, 1)),
            Hash(Abs(V), Of(1, 1)),
            Hash(Abs(V), Of(-1, -1)),
        ];
        Assert.Equal(4, ofTwo.Distinct().Count());
    }

    [Fact]
    public void The_sides_of_the_edges_and_holes_of_a_domain_are_told_apart()
    {
        Assert.Equal(3, Kinds(Log(X), -1, 0, 1, 2));
        Assert.Equal(3, Kinds(Sqrt(X), -1, 0, 1, 2));
        Primitive Limited(Interval interval) =>
            new("limited")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(x => x),
                Derivative = Derivative.Elementwise((_, _) => 1),
                Notation = Notation.Function("limited"),
                Domain = Domain.Of(interval),
            };
        double[] places = [-3, -2, -1, 0, 1, 2, 3, 4, 5];
        var below = new Interval(double.NegativeInfinity, 2);
        Assert.Equal(3, Kinds(Limited(below).Apply(X), places));
        Assert.Equal(5, Kinds(Limited(new(-2, 2)).Apply(X), places));
        Assert.Equal(9, Kinds(Limited(new(-2, 4) { Except = [0, 2] }).Apply(X), places));
        Assert.Equal(3, Kinds(Limited(Interval.Reals with { Except = [0] }).Apply(X), places));
        var quotient = X / Y;
        Assert.Equal(
            3,
            new[] { -1.0, 0, 1 }.Select(y => Hash(quotient, Of(5), Of(y))).Distinct().Count()
        );
        Assert.Equal(Hash(quotient, Of(5), Of(1)), Hash(quotient, Of(-5), Of(1)));
    }

    [Fact]
    public void Joined_in_another_order_it_is_another_and_a_node_without_branches_adds_nothing()
    {
        ulong first = BranchHash.Join(BranchHash.Join(0, 3), 5);
        Assert.NotEqual(first, BranchHash.Join(BranchHash.Join(0, 5), 3));
        Assert.Equal(first, BranchHash.Join(first, 0));
        Assert.NotEqual(0UL, BranchHash.Join(0, 3));
        // FNV-1a with a turn of five bits: the same on every platform.
        Assert.Equal(
            System.Numerics.BitOperations.RotateLeft(7UL ^ 9, 5) * 1099511628211,
            BranchHash.Join(7, 9)
        );
        Assert.Equal(14695981039346656037, Hash(Sin(X), Of(1)));
        Assert.Equal(
            // The branch 1, and two edges of which both lie below.
            unchecked((((14695981039346656037 ^ 1) * 1099511628211) ^ 4) * 1099511628211),
            Hash(Relu(X), Of(1))
        );
    }

    [Fact]
    public void A_script_binds_every_input_with_its_elements()
    {
        Expr m = Input("m", 1, 2);
        Assert.Equal(
            """
            let m = input "m" [1; 2]
            let x = input "x" []
            let f = m * broadcast [1; 2] x
            check f [ m => NDArray.create [1; 2] [ 1.5; -2.0 ]; x => 3.0 ]
            """,
            CheckScript.Of(
                m * Broadcast(X, [1, 2]),
                [(m, NDArray<double>.Of([1, 2], [1.5, -2])), (X, 3)]
            )
        );
    }

    [Fact]
    public void Only_what_is_constant_by_decree_is_held()
    {
        Expr[] free = [X * Y];
        Assert.Same(free, Held.At(free, [(X, 2), (Y, 3)]));
        var held = Held.At([X * StopGradient(Y) + Y], [(X, 2), (Y, 3)])[0];
        Assert.Equal([X, Y], Tape.Of(held).Inputs);
        var moved = new GraphFunction([held], [Y], [(X, 2), (Y, 3)]);
        Assert.Equal([6 + 10.0], moved.At([10]).Values);
    }

    [Fact]
    public void A_derivative_goes_neither_from_nor_to_what_lies_behind_a_decree()
    {
        var inner = Sin(Y);
        var stopped = StopGradient(inner);
        var output = X * stopped;
        Assert.Equal(new HashSet<Expr> { X, stopped, output }, Dependence.Used(output));
        Assert.Equal(new HashSet<Expr> { Y, inner }, Dependence.On(output, [Y]));
        Assert.Equal(new HashSet<Expr> { X, output }, Dependence.On(output, [X, Input("absent")]));
        Assert.Empty(Dependence.On(output, []));
        var both = inner * Cos(Y);
        Assert.Contains(both, Dependence.On(both, [Y]));
    }
}
