using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>What the instructions of a program are, and how it lists them.</summary>
public class ProgramListingTests
{
    private static readonly Expr X = Input("x", 40, 70);
    private static readonly Expr Row = Input("row", 70);
    private static readonly Expr Column = Input("column", 40, 1);

    [Fact]
    public void What_belongs_together_is_one_instruction_and_the_arena_is_as_small_as_it_can_be()
    {
        var program = SameAsInterpreter(Sum(Tanh(X * Row + Column) * 0.5));
        Assert.Equal(1, program.InstructionCount);
        Assert.Equal(0, program.ArenaLength);

        Expr a = Input("a", 64, 64);
        var z = a;
        for (int layer = 0; layer < 20; layer++)
            z = Tanh(MatMul(z, a));
        var deep = Compile.Of([Sum(z), .. Gradient(Sum(z), [a])]);
        Assert.InRange(deep.ArenaLength, deep.LiveLength, deep.LiveLength * 1.2);
    }

    [Fact]
    public void The_text_names_instructions_shapes_and_sizes()
    {
        Expr a = Input("a", 2, 3),
            b = Input("b", 3, 2);
        Assert.Equal(
            """
            1 instruction, arena of 0 numbers (0.0 KB in double, 0.0 KB in float), of which at most 0 are needed at one time
              0: rows [2, 2] = matmul(a, b)
                   2 rows at a time, each followed by 3 fused over 4 elements, 4 at a time
                   tile0 = sigmoid(rows)
                   tile2 = mul(tile0, 2)
                   out0 [] = sumOver [0; 1](tile2)

            """,
            Compile.Of(Sum(Sigmoid(MatMul(a, b)) * 2)).ToString(),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void Literals_modules_and_large_sizes_are_told()
    {
        var named = ModulePath.Named("head", () => Softmax(Pow(X, 3), [1]));
        string text = Compile.Of(named).ToString();
        Assert.Contains("powConstant 3.0(x)  // head", text);
        Assert.Contains("softmaxOver [1](", text);
        Expr wide = Input("wide", 4_000, 10_000);
        Assert.Contains(
            "(640.0 MB in double, 320.0 MB in float)",
            Compile.Of(Sum(Softmax(Tanh(wide), [1]) * Softmax(wide, [0]))).ToString()
        );
    }
}
