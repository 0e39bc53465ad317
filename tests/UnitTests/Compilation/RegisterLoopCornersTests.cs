namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Loops in registers where tiles, operations or programs are not of the common kind.</summary>
public class RegisterLoopCornersTests
{
    private const int Many = 1 << 14;

    [Theory]
    [InlineData(2000, 10)]
    [InlineData(5000, 7)]
    [InlineData(500, 333)]
    public void Rows_that_are_no_whole_vectors_are_run_to_their_end(int rows, int columns)
    {
        Expr x = Input("x", rows, columns),
            bias = Input("bias", columns),
            product = MatMul(Input("left", rows, 3), Input("right", 3, columns));
        var centered = (x - bias) * 0.5 + product;
        var kept = Max(centered * x, bias);
        var program = Programs.SameAsInterpreter(
            Sum(kept - centered, [1]),
            kept,
            Exp(kept * -0.1) * centered - kept
        );
        Assert.Contains("in registers", program.ToString());
    }

    [Fact]
    public void A_long_run_is_cut_into_loops_that_the_compiler_keeps_in_registers()
    {
        Expr x = Input("x", Many),
            y = x;
        for (int i = 0; i < 1000; i++)
            y = Max(y * x - 0.25, x);
        var runs = Groups(y).SelectMany(RegisterRuns.Of).ToArray();
        Assert.Equal(3000, runs.Sum(run => run.End - run.First));
        Assert.All(runs, run => Assert.InRange(run.End - run.First, 2, 64));
        Programs.SameAsInterpreter(y);
    }

    [Fact]
    public void Equal_steps_of_an_unrolled_network_share_their_loops()
    {
        Expr h = Input("h", 128, 128),
            w = Input("w", 128, 128);
        for (int i = 0; i < 30; i++)
            h = Relu(MatMul(h, w) * 0.5 + h) - 0.1;
        var made = new Dictionary<string, RegisterLoop<float>>();
        var loops = Groups(h).SelectMany(group => RegisterLoop<float>.Of(group, made)).ToArray();
        Assert.True(loops.Count(loop => loop != null) >= 30);
        Assert.InRange(made.Count, 1, 4);
        Programs.SameAsInterpreter(h);
    }

    [Fact]
    public void A_primitive_that_borrows_a_kernel_may_have_inputs_that_it_leaves_alone()
    {
        Expr x = Input("x", Many),
            y = Input("y", Many),
            z = Input("z", Many);
        Programs.SameAsInterpreter(
            Borrowing(Primitives.Sub, 3).Apply(x, y, z) * 2 + x,
            Borrowing(Primitives.Neg, 2).Apply(x, y) * 2 + x
        );
    }

    [Fact]
    public void The_listing_names_what_is_copied_over_a_parameter_and_read_again()
    {
        var w = Parameter("w", [Many], Initializer.Normal(1));
        var step = TrainingStep.Of(Sum(Square(w - 1)), Optimizer.Adam(0.01));
        Assert.NotEmpty(step.LoopProgram.InPlace);
        Assert.Contains("in registers", step.LoopProgram.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_loop_in_place_takes_the_steps_of_the_interpreter(int threads)
    {
        using var setting = new ThreadSetting(threads);
        var w = Parameter("w", [Many + 1029], Initializer.Normal(1));
        var step = TrainingStep.Of(
            Mean(Square(w - 1) * w),
            Optimizer.AdamW(0.01).Clipped(Clipping.ByGlobalNorm(0.001))
        );
        var state = step.Initial<float>(7);
        var loop = step.Loop(state);
        for (int i = 0; i < 5; i++)
        {
            state = step.Next(state);
            loop.Step();
            Assert.Equal(state, loop.State);
        }
    }

    private static IEnumerable<GroupStep> Groups(Expr y)
    {
        var tape = Tape.Of(Simplify.Graph([y]));
        return new Plan(tape, [.. tape.Inputs], fuses: true).Steps.OfType<GroupStep>();
    }

    private static Primitive Borrowing(Primitive of, int inputs) =>
        new($"{of.Name}First")
        {
            Arity = Arity.AtLeast(inputs),
            Shape = ShapeRules.Elementwise,
            Kernel = of.Kernel,
            Derivative = Derivative.NotDifferentiable("it is for this test"),
            Notation = Notation.Function($"{of.Name}First"),
        };
}
