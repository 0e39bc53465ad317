namespace FunctionalGrad.UnitTests.Training;

/// <summary>Three steps on a loss whose gradient is fed in; the numbers were computed apart, from PyTorch's documented formulas.</summary>
public class OptimizerTests
{
    private const double Rate = 0.1;

    private static readonly double[] Gradients = [0.5, -0.2, 0.1];

    public static TheoryData<string, Optimizer, double[], double[]> Cases =>
        new()
        {
            { "gradient descent", Optimizer.GradientDescent(Rate), [0.95, 0.97, 0.96], [] },
            { "momentum", Optimizer.Momentum(Rate), [0.95, 0.925, 0.8925], [0.325] },
            { "Nesterov", Optimizer.Nesterov(Rate), [0.905, 0.9025, 0.86325], [0.325] },
            {
                "AdaGrad",
                Optimizer.AdaGrad(Rate),
                [0.90000000002, 0.9371390676485138, 0.9188816490683417],
                [0.3]
            },
            {
                "RMSProp",
                Optimizer.RmsProp(Rate),
                [1.9999996003772225e-07, 0.37300205373088113, 0.18877003020938016],
                [0.00294625]
            },
            {
                "Adam",
                Optimizer.Adam(Rate),
                [0.9000000019999999, 0.8654394181165107, 0.8275002408356955],
                [0.0325, 0.00029946025]
            },
            {
                "AdamW",
                Optimizer.AdamW(Rate),
                [0.8990000019999999, 0.8635404181145107, 0.8247377004155809],
                [0.0325, 0.00029946025]
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_optimiser_takes_the_steps_of_its_definition(
        string name,
        Optimizer optimizer,
        double[] parameters,
        double[] slots
    )
    {
        var states = Run<double>(optimizer);
        Assert.NotEmpty(name);
        Near(parameters, states.Select(s => s.Parameters["w"].ToScalar()), 1e-14);
        Near(slots, states[^1].Slots.Values.Select(s => s.ToScalar()), 1e-14);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_float_it_takes_the_same_steps_to_floats_precision(
        string name,
        Optimizer optimizer,
        double[] parameters,
        double[] slots
    )
    {
        var states = Run<float>(optimizer);
        Assert.NotEmpty(name);
        Near(parameters, states.Select(s => (double)s.Parameters["w"].ToScalar()), 2e-7);
        Near(slots, states[^1].Slots.Values.Select(s => (double)s.ToScalar()), 2e-7);
    }

    [Fact]
    public void A_gradient_of_exactly_zero_moves_nothing_but_what_decays()
    {
        foreach (object[] row in Cases)
        {
            var optimizer = (Optimizer)row[1];
            var step = StepFor(optimizer);
            var state = step.Next(step.Initial<double>(1), ("g", NDArray<double>.Scalar(0)));
            double kept = (string)row[0] == "AdamW" ? 1 - Rate * 0.01 : 1;
            Assert.Equal(kept, state.Parameters["w"].ToScalar());
            Assert.All(state.Slots.Values, slot => Assert.Equal(0, slot.ToScalar()));
        }
    }

    [Fact]
    public void A_user_writes_an_optimiser_as_one_expression()
    {
        // sign descent: w - r sign(g)
        var sign = new Optimizer([], (w, g, _, _) => new(w - Rate * Sign(g)));
        Near([0.9, 1, 0.9], Run<double>(sign).Select(s => s.Parameters["w"].ToScalar()), 1e-15);
    }

    [Fact]
    public void A_rule_that_forgets_a_slot_is_told_so()
    {
        var broken = new Optimizer(["velocity"], (w, g, _, _) => new(w - g));
        var error = Assert.Throws<ShapeException>(() => StepFor(broken));
        Assert.Equal(
            "optimizer: its rule returns 0 slots for w [], but it names 1. Return one per name, in order.",
            error.Message
        );
    }

    [Fact]
    public void A_rule_that_changes_a_shape_is_told_so()
    {
        var broken = new Optimizer([], (w, g, _, _) => new(Broadcast(w - g, [2])));
        var error = Assert.Throws<ShapeException>(() => StepFor(broken));
        Assert.Equal(
            "optimizer: its rule returns [2] for w []: the new parameter and the new slots have the parameter's shape.",
            error.Message
        );
    }

    private static TrainingStep StepFor(Optimizer optimizer) =>
        TrainingStep.Of(
            Parameter("w", Shape.Scalar, Initializer.Constant(1)) * Input("g"),
            optimizer
        );

    private static List<TrainingState<T>> Run<T>(Optimizer optimizer)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var step = StepFor(optimizer);
        return
        [
            .. step.Run(
                    step.Initial<T>(1),
                    s => [("g", NDArray<T>.Scalar(T.CreateChecked(Gradients[s.Step])))]
                )
                .Take(Gradients.Length),
        ];
    }

    private static void Near(
        IEnumerable<double> expected,
        IEnumerable<double> actual,
        double tolerance
    ) =>
        Assert.All(
            expected.Zip(actual, (e, a) => (e, a)).ToList(),
            pair => Assert.InRange(pair.a, pair.e - tolerance, pair.e + tolerance)
        );
}
