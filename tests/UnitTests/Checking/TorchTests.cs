using FunctionalGrad.Checking;
using FunctionalGrad.Checking.Torch;

namespace FunctionalGrad.UnitTests.Checking;

/// <summary>The comparison with PyTorch: what it prints, that it can fail, and, where PyTorch is installed, a few graphs.</summary>
public class TorchTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> HasTorch = new(() =>
        TorchProcess.Find(Python).Version is not null
    );

    [Fact]
    public void Every_primitive_has_a_word_for_PyTorch()
    {
        Assert.Equal(
            Primitives.All.Select(primitive => primitive.Name),
            TorchWords.Known.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_primitive_without_a_word_is_an_error_that_names_it()
    {
        var cube = new Primitive("cube")
        {
            Arity = Arity.One,
            Shape = (x, _) => x[0].Shape,
            Kernel = Kernel.Map(x => x * x * x),
            Derivative = Derivative.Elementwise((x, y) => 3 * x * x),
            Notation = Notation.Function("cube"),
        };
        var x = Input("x");
        var problem = Assert.Throws<KeyNotFoundException>(() =>
            TorchScript.Of(new Sample(cube.Apply(x), [x], [NDArray.Scalar(2.0)]), 0)
        );
        Assert.Equal("cube has no word for PyTorch. Add a row to TorchWords.", problem.Message);
    }

    [Fact]
    public void A_graph_is_printed_as_a_function_of_Python()
    {
        var x = Input("x", 2);
        var sample = new Sample(Sum(Pad(Tanh(x), [1], [0]) * 2.0), [x], [NDArray.Of([0.5, -0.0])]);
        Assert.Equal(
            """


            def graph():
                x0 = point([0.5, -0.0], [2])
                t1 = torch.tanh(x0)
                t2 = F.pad(t1, [1, 0])
                t3 = fill(2.0, [3])
                t4 = t2 * t3
                t5 = torch.sum(t4, [0])
                return t5, [x0]


            report(7, graph)

            """,
            TorchScript.Of(sample, 7)
        );
    }

    [Theory]
    [InlineData(1e-10, null)]
    [InlineData(1e-8, "the gradient of x0, element 1 is 12 here, 12.00000012 in PyTorch")]
    public void An_answer_may_differ_by_1e_minus_9_of_its_size(double error, string? disagreement)
    {
        var x = Input("x", 2);
        var sample = new Sample(Sum(Pow(x, 3)), [x], [NDArray.Of([1.0, 2.0])]);
        var answer = new TorchAnswer(
            0,
            [
                [9],
                [3, 12 * (1 + error)],
            ],
            null
        );
        var comparison = new TorchComparison(sample);
        Assert.Empty(comparison.Differences);
        var (found, compared, ill) = comparison.With(answer);
        Assert.Equal((disagreement, 3, 0), (found, compared, ill));
    }

    [Fact]
    public void What_rounding_does_not_determine_is_counted_and_not_held_against_anybody()
    {
        var x = Input("x");
        var cancelling = (Exp(x) + 1e8) - 1e8;
        var comparison = new TorchComparison(new Sample(cancelling, [x], [NDArray.Scalar(0.3)]));
        double value = Evaluate.Value(cancelling, (x, 0.3)).ToScalar();
        Assert.Equal(
            (null, 2, 1),
            comparison.With(
                new TorchAnswer(
                    0,
                    [
                        [value * (1 + 3e-9)],
                        [Math.Exp(0.3)],
                    ],
                    null
                )
            )
        );
        Assert.NotNull(
            comparison
                .With(
                    new TorchAnswer(
                        0,
                        [
                            [value * 1.0001],
                            [Math.Exp(0.3)],
                        ],
                        null
                    )
                )
                .Disagreement
        );
    }

    [Fact]
    public void Graphs_that_stand_on_a_difference_of_conventions_are_told_by_its_name()
    {
        var x = Input("x");
        IReadOnlyList<string> Names(Expr y, double at) =>
            new TorchComparison(new Sample(y, [x], [NDArray.Scalar(at)])).Differences;
        Assert.Equal(["leakyRelu'(0), slope outside [0, 1]"], Names(LeakyRelu(x, 2), 0));
        Assert.Empty(Names(LeakyRelu(x, 0.5), 0));
        Assert.Empty(Names(LeakyRelu(x, 2), 0.5));
        Assert.Equal(["softplus, x > 18"], Names(Softplus(x), 19));
        Assert.Equal([Difference.NotFinite], Names(Log(x), 0));
        Assert.Equal([Difference.WithinRounding], Names(Relu(Exp(x) - Math.Exp(0.3)), 0.3));
    }

    [Fact]
    public void Random_graphs_agree_with_PyTorch()
    {
        if (!HasTorch.Value)
            return;
        string script = Path.GetTempFileName();
        try
        {
            var run = new TorchRun(40, 1, Python);
            run.Run(script, (_, _, _) => { });
            Assert.Empty(run.Disagreements);
            Assert.Equal(40, run.Compared);
            Assert.True(run.Elements > 40);
        }
        finally
        {
            File.Delete(script);
        }
    }
}
