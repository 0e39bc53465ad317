using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Norms that training asks for: they run along with the update, in one pass.</summary>
public sealed class FusedNormTests
{
    private static readonly Expr W = Input("w", 40, 60);
    private static readonly Expr G = MatMul(Input("a", 40, 20), Input("b", 20, 60));

    [Fact]
    public void A_reduction_of_a_product_runs_along_with_what_reads_the_product()
    {
        var program = SameAsInterpreter(W - 0.1 * G, Norm2(G), Sum(G));
        Assert.Equal(1, program.InstructionCount);
    }

    [Fact]
    public void What_follows_from_a_reduction_waits_for_it()
    {
        var program = SameAsInterpreter(W - G / Norm2(G));
        Assert.Equal(3, program.InstructionCount);
    }

    [Fact]
    public void The_norm_of_a_parameter_runs_along_with_its_update()
    {
        var program = SameAsInterpreter(W - 0.1 * G, Norm2(W), Sum(W));
        Assert.Equal(1, program.InstructionCount);
        program = SameAsInterpreter(W - 0.1 * G, Norm2(G) / Norm2(W));
        Assert.Equal(2, program.InstructionCount);
    }

    [Fact]
    public void A_norm_that_an_update_needs_comes_before_it()
    {
        Assert.Equal(2, SameAsInterpreter(W - Norm2(W) * G).InstructionCount);
        Assert.Equal(4, SameAsInterpreter(W - Exp(Norm2(W) * Sum(W)) * G).InstructionCount);
        Expr v = Input("v", 40, 60);
        SameAsInterpreter(W - Norm2(v) * G, v - Norm2(W) * Sigmoid(G), Norm2(W), Norm2(v));
        SameAsInterpreter(Exp(W) - Norm2(v) * v, Exp(v) - Norm2(W) * G, Cos(v) * Norm2(G));
    }

    [Fact]
    public void A_norm_on_the_way_through_another_group_to_the_update_comes_before_it()
    {
        Expr v = Input("v", 40, 60),
            u = Input("u", 40, 60),
            scaled = Tanh(v) * Norm2(W);
        SameAsInterpreter(W - Norm2(u) * G, u - Sum(scaled) * G, scaled, Norm2(v), Norm2(u));
        SameAsInterpreter(
            W * 2 - Sum(Exp(v)) * G,
            v - Sum(Sin(u)) * G,
            u - Norm2(W) * G,
            Norm2(v),
            Norm2(u)
        );
    }

    [Fact]
    public void The_norms_of_a_training_step_keep_their_range()
    {
        Expr w = Parameter("w", [40, 60], Initializer.Zeros);
        var step = TrainingStep.Of(Sum(w * Input("x", 40, 60)), Optimizer.GradientDescent(0.5));
        var large = step.Next(
            step.Initial<double>(1),
            new Binding<double>("x", NDArray<double>.Fill([40, 60], 1e200))
        );
        Assert.Equal(1e200 * Math.Sqrt(2400), large.Metrics["gradientNorm"], 1e190);
        var small = step.Next(
            step.Initial<double>(1),
            new Binding<double>("x", NDArray<double>.Fill([40, 60], 1e-200))
        );
        Assert.Equal(1, small.Metrics["gradientNorm"] / (1e-200 * Math.Sqrt(2400)), 1e-14);
    }
}
