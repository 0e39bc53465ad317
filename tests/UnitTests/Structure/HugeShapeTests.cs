namespace FunctionalGrad.UnitTests.Structure;

/// <summary>Lengths that do not fit an array are an error at once; none wraps around to another length.</summary>
public class HugeShapeTests
{
    private const int Most = int.MaxValue;
    private static readonly Expr V = Input("v", 100_000);
    private static readonly Expr X = Input("x", 2);

    public static TheoryData<string, Func<object>> Impossible =>
        new()
        {
            {
                "split: axis 0 of x [2] has length 2, which is not the sum of the lengths [2147483647; 2147483647; 4].",
                () => Split(X, [Most, Most, 4])
            },
            {
                "shape [100000, 100000]: it would hold more than 2147483591 elements, the most one array can hold.",
                () => Jacobian(Sin(V), V)
            },
            {
                "shape [100000, 100000]: it would hold more than 2147483591 elements, the most one array can hold.",
                () => Hessian(Sum(Sin(V)), V)
            },
        };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_no_array_can_hold_is_refused_before_anything_is_built(
        string sentence,
        Func<object> attempt
    ) => Assert.Equal(sentence, Assert.Throws<ShapeException>(attempt).Message);

    [Fact]
    public void A_scatter_along_an_axis_that_its_result_lacks_is_refused() =>
        Assert.Equal(
            "scatterAdd: the updates are x [2], the indices []: from axis 5 on, the updates must have the axes of the indices.",
            Assert
                .Throws<ShapeException>(() => ScatterAdd(X, Constant(0), axis: 5, length: 3))
                .Message
        );
}
