namespace FunctionalGrad.UnitTests.Graph;

/// <summary>What is handed out cannot be cast back to what can be written to, and what is handed in is not kept.</summary>
public class ImmutabilityHoleTests
{
    private static readonly Expr X = Input("x");

    [Fact]
    public void The_nodes_of_a_tape_cannot_be_written_to() =>
        Assert.True(((ICollection<Expr>)Tape.Of(X * X).Nodes).IsReadOnly);

    [Fact]
    public void A_shape_rule_cannot_change_what_its_primitive_is_applied_to()
    {
        IReadOnlyList<Expr> seen = [];
        var curious = new Primitive("curious")
        {
            Arity = Arity.One,
            Shape = (x, _) =>
            {
                seen = x;
                return x[0].Shape;
            },
            Kernel = Kernel.Map(v => v),
            Derivative = Derivative.LocallyConstant,
            Notation = Notation.Function("curious"),
        };
        var y = (Apply)curious.Apply(X);
        Assert.True(((ICollection<Expr>)seen).IsReadOnly);
        Assert.Same(X, y.Inputs[0]);
    }

    [Fact]
    public void A_domain_keeps_its_own_copy_of_the_points_left_out()
    {
        double[] points = [0];
        var domain = Domain.RealsExcept(points);
        points[0] = 5;
        Assert.True(domain[0].Contains(5));
        Assert.True(((ICollection<double>)Primitives.Relu.Domain[0].Except).IsReadOnly);
    }

    [Fact]
    public void An_optimizer_keeps_its_own_copy_of_its_slots()
    {
        List<string> slots = ["velocity"];
        var optimizer = new Optimizer(slots, (w, g, s, t) => new(w - g, [.. s]));
        slots.Add("other");
        Assert.Equal(["velocity"], optimizer.Slots);
    }

    [Fact]
    public void A_run_keeps_its_own_copy_of_its_batch()
    {
        var w = Parameter("w", [], Initializer.Ones);
        var step = TrainingStep.Of(Square(w - X), Optimizer.GradientDescent(0.1));
        Binding<double>[] batch = [(X, 3.0)];
        var run = step.Run(step.Initial<double>(1), batch);
        var before = run.First();
        batch[0] = (X, 7.0);
        Assert.Equal(before, run.First());
    }
}
