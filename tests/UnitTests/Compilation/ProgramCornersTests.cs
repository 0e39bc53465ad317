using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>What is empty, short or a single row, in programs.</summary>
public class ProgramCornersTests
{
    [Fact]
    public void Arrays_shorter_than_what_their_room_was_made_for_end_where_they_end()
    {
        Expr a = Input("a", 37),
            b = Input("b", 3),
            none = Input("none", 0, 4);
        SameAsInterpreter(
            Sum(Exp(a)) + Sum(Exp(b)),
            Sum(Exp(none)),
            Exp(none) + 1,
            Sum(Sin(a) * Cos(a)),
            Max(a * 2),
            LogSumExp(a),
            Concat([Exp(a), Exp(b)], 0)
        );
    }

    [Fact]
    public void A_view_of_nothing_may_begin_behind_the_end()
    {
        var x = Input("x", 2, 1);
        var nothing = Slice(Slice(x, [1, 0], [2, 1], [2, 1]), [1, 0], [1, 1]);
        var value = Compile
            .Of(LogSumExp(nothing))
            .Run(
                (
                    x,
                    NDArray.Of([
                        [1.0],
                        [1.0],
                    ])
                )
            )[0];
        Assert.Equal(double.NegativeInfinity, value.ToScalar());
    }

    [Fact]
    public void Products_of_empty_batches_are_empty()
    {
        var x = Exp(Input("a", 1, 1));
        SameAsInterpreter(
            MatMul(
                Broadcast(Reshape(x, [1, 1, 1, 1]), [0, 1, 2, 3]),
                Broadcast(Reshape(x, [1, 1, 1, 1]), [0, 1, 3, 5])
            ),
            MatMul(Broadcast(x, [2, 0, 3, 4]), Broadcast(x, [2, 0, 4, 5])),
            MatMul(Broadcast(x, [2, 3, 4, 0]), Broadcast(x, [2, 3, 0, 5]))
        );
    }

    [Fact]
    public void The_sum_of_a_single_row_keeps_its_negative_zeros()
    {
        var zeros =
            Constant(
                NDArray.Of([
                    [0.0, -0.0, 1.0],
                ])
            ) * Exp(Input("a", 1, 3));
        SameAsInterpreter(
            Sum(-zeros, [0]),
            Sum(Reshape(-zeros, [1, 1, 3]), [0, 1]),
            Sum(Reshape(-zeros, [1, 3, 1]), [0, 2]),
            Sum(Reshape(-zeros, [3, 1]), [1])
        );
    }
}
