using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Groups that run along with the product they read, some rows at a time.</summary>
[Collection(nameof(Alone))]
public sealed class ProductEpilogueTests
{
    private static readonly Expr A = Input("a", 300, 70),
        B = Input("b", 70, 100),
        Bias = Input("bias", 100),
        W = Input("w", 300, 100);

    private static readonly Expr Product = MatMul(A, B);

    [Fact]
    public void A_bias_and_an_activation_are_one_instruction_with_the_product()
    {
        var program = SameAsInterpreter(Relu(Product + Bias));
        Assert.Equal(1, program.InstructionCount);
        Assert.Contains("rows [300, 100] = matmul(a, b)", program.ToString());
        Assert.Equal(0, program.ArenaLength);
    }

    [Fact]
    public void An_update_scales_the_gradient_and_is_measured_in_the_same_instruction()
    {
        Expr gradient = MatMul(Transpose(Input("x", 64, 300)), Input("g", 64, 100)),
            updated = W - 0.125 * gradient;
        var program = SameAsInterpreter(updated, Norm2(gradient), Norm2(updated - W), Sum(updated));
        Assert.Equal(1, program.InstructionCount);
    }

    [Fact]
    public void Scaling_and_accumulation_are_part_of_the_products_instruction()
    {
        Expr v = Input("v", 70),
            y = Input("y", 300);
        Expr[] updates =
        [
            0.5 * Product,
            W + Product,
            Product - W,
            0.9 * W + 0.1 * Product,
            -Product / 3 + W * W,
            y - 0.1 * MatMul(A, v),
            Relu(0.5 * Product + Bias) + W,
        ];
        foreach (var update in updates)
        {
            var program = SameAsInterpreter(update);
            Assert.True(program.InstructionCount == 1, program.ToString());
            Assert.Equal(0, program.ArenaLength);
        }
    }

    [Fact]
    public void What_comes_before_an_activation_is_kept_for_the_backward_pass()
    {
        var program = SameAsInterpreter([
            .. Gradient(Sum(Sin(MatMul(Tanh(Product + Bias), Input("v", 100, 3)))), A, B, Bias),
        ]);
        Assert.Contains("tanh", program.ToString());
    }

    [Fact]
    public void A_product_that_others_read_too_is_there_for_them()
    {
        SameAsInterpreter(Exp(-Square(Product)), Sum(Product, [0]), Product);
        SameAsInterpreter(MatMul(Transpose(Product), Relu(Product)), Product);
        SameAsInterpreter(Product, Reshape(Product, [30000]) * 2, Transpose(Product));
    }

    [Fact]
    public void A_group_that_reads_other_rows_waits_for_the_whole_product()
    {
        Expr square = MatMul(Input("c", 90, 40), Input("d", 40, 90));
        Assert.Equal(2, SameAsInterpreter(square + Transpose(square)).InstructionCount);
        SameAsInterpreter(Product - Reshape(Sum(Product, [1]), [300, 1]));
        SameAsInterpreter(square / Norm2(square));
        SameAsInterpreter(square * Broadcast(Exp(Slice(square, [0, 0], [1, 90])), [90, 90]));
    }

    [Fact]
    public void Of_several_products_one_goes_along_with_the_group_that_adds_them()
    {
        Expr other = MatMul(Input("e", 300, 9), Input("f", 9, 100));
        var program = SameAsInterpreter(Tanh(Product + other + Bias));
        Assert.Equal(2, program.InstructionCount);
        Assert.Contains("rows [300, 100] = matmul(a, b)", program.ToString());
        SameAsInterpreter(Product * MatMul(A, Cos(B)), MatMul(Product, Transpose(W)) + 1);
    }

    [Theory]
    [InlineData(1, 5, 7)]
    [InlineData(5, 300, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 700, 5000)]
    [InlineData(257, 3, 5)]
    [InlineData(1031, 2, 33)]
    [InlineData(40, 0, 30)]
    [InlineData(0, 4, 3)]
    public void Any_shape_goes_along_with_sums_and_norms_of_it(int rows, int inner, int columns)
    {
        Expr product = MatMul(Input("l", rows, inner), Transpose(Input("r", columns, inner)));
        SameAsInterpreter(Sigmoid(product), Sum(Square(product)), Norm2(product));
        SameAsInterpreter(Sum(2 * product, [1]), Sum(product * 3, [0]));
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        Expr gradient = MatMul(Transpose(Input("x", 64, 1000)), Input("g", 64, 100)),
            w = Input("v", 1000, 100),
            updated = w - 0.125 * gradient;
        var program = Compile.Of(updated, Norm2(gradient), Norm2(updated - w));
        var bindings = Bindings(program);
        int before = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 1;
            var expected = program.Run(bindings);
            foreach (int threads in new[] { 2, 3, 5 })
            {
                Parallelism.Threads = threads;
                foreach (var (one, many) in expected.Zip(program.Run(bindings)))
                    Assert.True(one.SameBits(many), $"with {threads} threads");
            }
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }
}
