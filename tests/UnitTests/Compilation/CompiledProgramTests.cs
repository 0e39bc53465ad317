using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Programs compute what the interpreter computes; each test is a mistake that compilers of such graphs have made.</summary>
[Collection(nameof(Alone))]
public sealed class CompiledProgramTests
{
    private static readonly Expr X = Input("x", 40, 70);
    private static readonly Expr Row = Input("row", 70);
    private static readonly Expr Column = Input("column", 40, 1);
    private static readonly Expr W = Input("w", 70, 30);

    [Fact]
    public void Elementwise_groups_cross_tiles_with_all_their_broadcasts()
    {
        var f = Tanh(X * Row + Column) * 0.5 + Sigmoid(X - Row) / (2 + Square(Column));
        SameAsInterpreter(f, Sum(f), Sum(f, [1]), Sum(f, [0]), Mean(f));
    }

    [Fact]
    public void Transposed_and_sliced_operands_are_read_where_they_lie()
    {
        var t = Transpose(X);
        SameAsInterpreter(
            t + 1,
            Exp(t) * Input("y", 70, 40),
            Slice(Exp(X), [3, 5], [37, 69]) * 2,
            Transpose(Exp(X)) + t,
            MatMul(t, X),
            Reshape(Transpose(Exp(X)), [2800]) * 3
        );
    }

    [Fact]
    public void A_network_with_its_gradient_is_the_same_program_twice()
    {
        var loss = Sum(Square(Sigmoid(MatMul(X, W) + Input("b", 30)) - 0.5));
        SameAsInterpreter([loss, .. Gradient(loss, [W, X])]);
    }

    [Fact]
    public void A_second_run_sees_its_own_inputs_and_not_values_of_the_first()
    {
        var program = Compile.Of(X * 2 + Row);
        var first = program.Run(Bindings(program, 1))[0];
        var kept = first.Span.ToArray();
        var second = program.Run(Bindings(program, 2))[0];
        Assert.Equal(kept, first.Span.ToArray());
        Assert.NotEqual(kept, second.Span.ToArray());
        Assert.Equal(
            Evaluate.Values(Tape.Of(program.Outputs), Bindings(program, 2))[0],
            second,
            (a, b) => a.SameBits(b)
        );
    }

    [Fact]
    public void Constants_made_of_data_are_part_of_the_program()
    {
        Expr Scaled(double number) => X * Constant(NDArray<double>.Fill([40, 70], number)) + 1;
        var two = SameAsInterpreter(Scaled(2));
        var three = SameAsInterpreter(Scaled(3));
        Assert.NotEqual(
            two.Run(Bindings(two))[0].Span.ToArray(),
            three.Run(Bindings(two))[0].Span.ToArray()
        );
    }

    [Fact]
    public void Outputs_may_be_inputs_constants_views_or_one_value_twice()
    {
        var y = Exp(X);
        var program = SameAsInterpreter(
            X,
            Constant(NDArray.Of([1.0, 2.0])),
            Expr.Constant(4),
            Transpose(X),
            y,
            y,
            Reshape(y, [2800]),
            Slice(y, [1, 1], [3, 3]),
            Broadcast(Row, [2, 70]),
            Broadcast(Expr.Constant(3), [2, 2])
        );
        var x = Numbers(X.Shape);
        var outputs = program.Run<double>([x, Numbers(Row.Shape)]);
        for (int i = 0; i < outputs.Count; i++)
        for (int other = 0; other < i; other++)
            Assert.False(outputs[i].Span.Overlaps(outputs[other].Span), $"{other} and {i}");
        Assert.False(outputs[0].Span.Overlaps(x.Span));
    }

    [Fact]
    public void Rows_cut_out_of_the_middle_and_reshaped_begin_where_they_were_cut()
    {
        var rows = Reshape(Slice(Exp(X), [3, 0], [5, 70]), [70, 2]);
        var program = SameAsInterpreter(Sin(rows), MatMul(Transpose(rows), rows), rows);
        Assert.Equal(
            Math.Exp(Numbers(X.Shape)[3, 0]),
            program.Run<double>([Numbers(X.Shape)])[2][0, 0],
            1e-12
        );
    }

    [Fact]
    public void A_value_saved_for_the_gradient_is_not_overwritten_before_it_is_read()
    {
        var z = X;
        for (int layer = 0; layer < 12; layer++)
            z = layer % 3 == 2 ? MatMul(MatMul(z, W) * 0.01, Transpose(W)) : Sin(z) * Sigmoid(z);
        var loss = Sum(z);
        SameAsInterpreter([loss, .. Gradient(loss, [X, W])]);
    }

    [Fact]
    public void A_gradient_with_several_consumers_is_the_sum_in_every_run()
    {
        var shared = Exp(X * 0.1);
        var loss =
            Sum(shared * shared)
            + Sum(MatMul(shared, W))
            + Sum(Slice(Sum(shared, [0]), [3], [4]))
            + Max(shared);
        var gradient = Gradient(loss, [X, W]);
        SameAsInterpreter([loss, .. gradient, gradient[0] + gradient[0]]);
    }

    [Fact]
    public void Activations_that_need_what_stood_before_them_get_it()
    {
        Func<Expr, Expr>[] activations =
        [
            Relu,
            Gelu,
            Silu,
            Softplus,
            Sigmoid,
            Tanh,
            x => Elu(x),
            x => LeakyRelu(x),
        ];
        foreach (var activation in activations)
        {
            var loss = Sum(activation(MatMul(X, W)) * 0.3);
            SameAsInterpreter([loss, .. Gradient(loss, [W, X])]);
        }
    }

    [Fact]
    public void Every_primitive_of_a_backward_program_is_run()
    {
        var program = SameAsInterpreter([Sum(Weighted(X)), .. Gradient(Sum(Weighted(X)), [X])]);
        Assert.Contains("scatterAdd", program.ToString());
    }

    private static Expr Weighted(Expr x) =>
        Softmax(Gather(x, Constant(NDArray.Of([0.0, 2.0, 0.0, 5.0])), 1), [1])
        * Reshape(LogSumExp(x, [1]), [40, 1]);

    [Fact]
    public void Reductions_of_every_length_keep_the_interpreters_order()
    {
        foreach (int length in new[] { 1, 2, 255, 256, 257, 1023, 1024, 1025, 5000, 70_001 })
        {
            Expr v = Input("v", length);
            SameAsInterpreter(Sum(v * 1.1), Max(v * 1.1), Min(v * 1.1), Prod(v * 0.01 + 1));
        }
        foreach (int length in new[] { 1, 3, 100, 256, 300, 1000, 1024, 1500 })
        {
            Expr m = Input("m", 21, length);
            SameAsInterpreter(Sum(m * m, [1]), Sum(m * m), Max(m + 1, [1]), Sum(m * m, [0]));
        }
    }

    [Fact]
    public void Sums_of_rows_run_along_with_what_makes_the_rows()
    {
        foreach (
            var (rows, length) in new[] { (7, 100), (3, 1024), (5, 1280), (9, 2048), (300, 4096) }
        )
        {
            Expr m = Input("m", rows, length);
            var program = SameAsInterpreter(
                Sum(m * Exp(m), [1]),
                Norm2(2 * m, [1]),
                Max(m * Exp(m), [1]),
                Sum(m * m)
            );
            Assert.True(program.InstructionCount == 1, program.ToString());
            Assert.Equal(0, program.ArenaLength);
        }
        Expr a = Input("a", 40, 30),
            b = Input("b", 30, 2048);
        Assert.Equal(1, SameAsInterpreter(Sum(Tanh(MatMul(a, b)), [1])).InstructionCount);
    }

    [Fact]
    public void An_axis_of_length_one_parts_no_run()
    {
        Expr a = Input("a", 2, 1, 16),
            b = Input("b", 3, 1, 5, 1, 100, 1),
            c = Input("c", 7, 1, 40, 3);
        SameAsInterpreter(
            Sum(Tanh(a), [0, 2]),
            Sum(Tanh(b), [0, 2, 4]),
            Sum(Tanh(b), [2, 4]),
            Sum(Tanh(b), [0, 4]),
            Prod(Tanh(b), [0, 2, 4, 5]),
            Sum(Tanh(c), [0, 2]),
            Norm2(Tanh(a), [0, 2]),
            Max(Tanh(b), [0, 2, 4])
        );
    }

    [Fact]
    public void Two_threads_do_not_see_one_another()
    {
        var loss = Sum(Square(Sigmoid(MatMul(X, W)) - 0.5));
        var program = Compile.Of([loss, .. Gradient(loss, [W, X])]);
        var expected = Enumerable
            .Range(0, 8)
            .Select(seed => Evaluate.Values(Tape.Of(program.Outputs), Bindings(program, seed)))
            .ToArray();
        Parallel.For(
            0,
            64,
            i =>
            {
                var found = program.Run(Bindings(program, i % 8));
                for (int output = 0; output < found.Count; output++)
                    Assert.True(expected[i % 8][output].SameBits(found[output]));
            }
        );
    }

    [Fact]
    public void A_run_into_arrays_allocates_nothing()
    {
        var b = Input("b", 30);
        var hidden = Softmax(Sigmoid(MatMul(X, W) + b), [1]);
        var loss = Sum(Square(hidden - 0.5)) + Sum(LogSumExp(X, [0])) + Sum(Concat([b, Row], 0));
        var program = Compile.Of([loss, .. Gradient(loss, [W, b, X])]);
        RunsWithoutAllocating(program);
    }

    [Fact]
    public void Factors_of_products_are_read_where_they_lie()
    {
        Expr a = Input("a", 5, 30, 20),
            b = Input("b", 5, 40, 20),
            m = Input("m", 33, 47),
            v = Input("v", 47);
        var t = Permute(b, [0, 2, 1]);
        var program = SameAsInterpreter(
            MatMul(a, t),
            MatMul(Permute(a, [0, 2, 1]), a),
            MatMul(Slice(m, [3, 5], [30, 40]), Transpose(Slice(m, [0, 1], [33, 36]))),
            MatMul(Transpose(m), Transpose(Slice(m, [0, 0], [20, 33]))),
            MatMul(m, v),
            MatMul(Slice(v, [0], [47], [2]), Slice(m, [0, 0], [24, 47])),
            MatMul(Broadcast(v, [6, 47]), Transpose(m)),
            MatMul(Transpose(Exp(m)), Input("w", 33))
        );
        Assert.Contains("matmul(a, b transposed)", program.ToString());
        Assert.DoesNotContain("copy", program.ToString());
    }
}
