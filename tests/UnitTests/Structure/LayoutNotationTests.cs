namespace FunctionalGrad.UnitTests.Structure;

/// <summary>How moved axes are written: as the lecture writes vectors and matrices where that is what they are, else as what they are.</summary>
public class LayoutNotationTests
{
    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 1, 0 }, "transpose({0})")]
    [InlineData(new[] { 5, 2, 3 }, new[] { 0, 2, 1 }, "transpose({0})")]
    [InlineData(new[] { 2, 5, 2, 3 }, new[] { 0, 1, 3, 2 }, "transpose({0})")]
    [InlineData(new[] { 2, 3 }, new[] { 0, 1 }, "permute({*}, {a})")]
    [InlineData(new[] { 5, 2, 3 }, new[] { 1, 0, 2 }, "permute({*}, {a})")]
    [InlineData(new[] { 5, 2, 3 }, new[] { 2, 1, 0 }, "permute({*}, {a})")]
    [InlineData(new[] { 5, 2, 3 }, new[] { 1, 2, 0 }, "permute({*}, {a})")]
    [InlineData(new[] { 5, 2, 3 }, new[] { 2, 0, 1 }, "permute({*}, {a})")]
    [InlineData(new[] { 2, 5, 2, 3 }, new[] { 1, 0, 3, 2 }, "permute({*}, {a})")]
    [InlineData(new[] { 3 }, new[] { 0 }, "permute({*}, {a})")]
    [InlineData(new int[0], new int[0], "permute({*}, {a})")]
    public void Only_the_last_two_axes_exchanged_are_a_transpose(
        int[] shape,
        int[] order,
        string text
    ) => Assert.Equal(text, Of(Primitives.Permute.Apply(new Axes([.. order]), Input("x", shape))));

    [Theory]
    [InlineData(new[] { 3 }, new[] { 1, 3 }, "row({0})", @"{0}^\top")]
    [InlineData(new[] { 3, 1 }, new[] { 1, 3 }, "row({0})", @"{0}^\top")]
    [InlineData(new[] { 1, 3 }, new[] { 3 }, "column({0})", @"{0}^\top")]
    [InlineData(new[] { 1, 3 }, new[] { 3, 1 }, "column({0})", @"{0}^\top")]
    [InlineData(new[] { 3 }, new[] { 3, 1 }, "column({0})", "{0}")]
    [InlineData(new[] { 1 }, new[] { 1, 1 }, "column({0})", "{0}")]
    [InlineData(new[] { 3, 1 }, new[] { 3 }, "{0}", "{0}")]
    [InlineData(new[] { 3 }, new[] { 1, 3, 1 }, "{0}", "{0}")]
    [InlineData(new[] { 1, 3 }, new[] { 1, 1, 3 }, "{0}", "{0}")]
    [InlineData(new[] { 1, 3 }, new[] { 1, 3 }, "{0}", "{0}")]
    [InlineData(new[] { 1, 1 }, new[] { 1 }, "{0}", "{0}")]
    [InlineData(new int[0], new[] { 1, 1 }, "{0}", "{0}")]
    [InlineData(new[] { 2, 3 }, new[] { 2, 1, 3 }, "{0}", "{0}")]
    [InlineData(new[] { 2, 1, 3 }, new[] { 2, 3 }, "{0}", "{0}")]
    [InlineData(new[] { 2, 3 }, new[] { 3, 2 }, "reshape({*}, {a})", null)]
    [InlineData(new[] { 6 }, new[] { 2, 3 }, "reshape({*}, {a})", null)]
    public void A_vector_is_a_column_unless_it_is_made_a_row(
        int[] from,
        int[] to,
        string text,
        string? latex
    )
    {
        var y = Primitives.Reshape.Apply(new Target(Shape.Of(to)), Input("x", from));
        Assert.Equal(text, Of(y));
        if (latex is not null)
            Assert.Equal(latex, Primitives.Reshape.Notation.For((Apply)y).Latex);
    }

    private static string Of(Expr y) => ((Apply)y).Primitive.Notation.For((Apply)y).Text;
}
