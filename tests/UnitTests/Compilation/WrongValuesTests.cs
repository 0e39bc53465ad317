using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>What a program is given is looked at before it runs.</summary>
public sealed class WrongValuesTests
{
    private static readonly Expr X = Input("x", 40, 70),
        Row = Input("row", 70);

    [Fact]
    public void Wrong_values_are_named_before_anything_runs()
    {
        var program = Compile.Of(X + Row);
        var wrong = Assert.Throws<BindingException>(() => program.Run<double>([Numbers(X.Shape)]));
        Assert.Equal(
            "run: the program has 2 inputs, but 1 value was given. It has x, row.",
            wrong.Message
        );
        wrong = Assert.Throws<BindingException>(() =>
            program.Run<double>([Numbers([40, 71]), Numbers(Row.Shape)])
        );
        Assert.Equal(
            "run: the input x is [40, 70], but is bound to an array of shape [40, 71]. Another shape is another graph, and another program.",
            wrong.Message
        );
        wrong = Assert.Throws<BindingException>(() =>
            program.Run<double>([Numbers([70, 40]), Numbers(Row.Shape)])
        );
        Assert.Equal(
            "run: the input x is [40, 70], but is bound to an array of shape [70, 40]. Transpose it?",
            wrong.Message
        );
        wrong = Assert.Throws<BindingException>(() =>
            program.RunInto<double>([Numbers(X.Shape), Numbers(Row.Shape)], [])
        );
        Assert.Equal("run: the program has 1 output, but 0 arrays were given.", wrong.Message);
        wrong = Assert.Throws<BindingException>(() =>
            program.RunInto<double>([Numbers(X.Shape), Numbers(Row.Shape)], [new double[3]])
        );
        Assert.Equal(
            "run: output 0 is [40, 70], with 2800 elements, but the array for it has 3.",
            wrong.Message
        );
        var one = new double[2800];
        wrong = Assert.Throws<BindingException>(() =>
            Compile.Of(X + 1, X * 2).RunInto<double>([Numbers(X.Shape)], [one, one])
        );
        Assert.Equal(
            "run: outputs 0 and 1 would be written into one array. Give each an array of its own.",
            wrong.Message
        );
    }
}
