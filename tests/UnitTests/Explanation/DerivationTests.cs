namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>How the chain rule is written out.</summary>
public class DerivationTests
{
    private static readonly Expr X = Input("x");

    private static Derivation Of(BackwardTrace trace, string node) =>
        Explain.Derivations(trace).Single(each => each.Node.Name == node);

    [Fact]
    public void Numbers_side_by_side_have_a_sign_between()
    {
        var trace = Explain.Of(Square(X), (X, 2));
        Assert.Equal(@"1 \cdot \left(2 \cdot 2\right)", Of(trace, "x").At(DerivationDepth.Numbers));
        Assert.Contains("<mn>2</mn><mo>\u22c5</mo><mn>2</mn>", Explain.MathML(trace));
        Assert.Equal(
            @"1 \cdot \left(2 \, x\right)",
            Of(trace, "x").At(DerivationDepth.Substituted)
        );
    }

    [Fact]
    public void Arrays_are_multiplied_element_by_element_where_the_rule_is()
    {
        var (a, b) = (Input("a", 2, 3), Input("b", 2, 3));
        var ones = NDArray<double>.Fill([2, 3], 1);
        var trace = Explain.Of(2 * Square(a * b), ones, (a, ones), (b, ones));
        var da = Of(trace, "a");
        Assert.Equal(@"b \odot dq", da.At(DerivationDepth.Rule));
        Assert.Equal(
            @"\left(2 \times 3\right) = \left(2 \times 3\right) \odot \left(2 \times 3\right)",
            da.Paths.Single().Shapes
        );
        Assert.Equal(@"2 \, q \odot dr", Of(trace, "q").At(DerivationDepth.Rule));
        Assert.Equal(
            @"\left(2 \times 3\right) = 1 \, \left(2 \times 3\right)",
            Of(trace, "r").Paths.Single().Shapes
        );
        string formulas = Explain.MathML(trace);
        Assert.Contains("<mo>\u2299</mo>", formulas);
        Assert.Contains("<mtext>shapes</mtext>", formulas);
    }

    [Fact]
    public void A_vector_is_a_column_and_transposed_where_it_stands_as_a_row()
    {
        var (m, x, y) = (Input("M", 2, 3), Input("x", 3), Input("y", 2));
        var at = new Binding<double>[]
        {
            (m, NDArray<double>.Fill([2, 3], 1)),
            (x, NDArray<double>.Fill([3], 2)),
            (y, NDArray<double>.Fill([2], 3)),
        };
        var trace = Explain.Of(MatMul(y, MatMul(m, x)), at);
        Assert.Equal(@"y^\top \, q", OpText.Latex(trace, trace.Output));
        Assert.Equal(@"dq \, x^\top", Of(trace, "M").At(DerivationDepth.Rule));
        Assert.Equal(@"M^\top \, dq", Of(trace, "x").At(DerivationDepth.Rule));
        Assert.Contains("into M: matmul(column(dq),row(x))", Explain.Text(trace));
        Assert.Contains("into x: matmul(transpose(M),dq)", Explain.Text(trace));
        var left = Explain.Of(Sum(MatMul(y, m)), at[0], at[2]);
        Assert.Equal(@"y \, dq^\top", Of(left, "M").At(DerivationDepth.Rule));
        Assert.Equal(@"M \, dq", Of(left, "y").At(DerivationDepth.Rule));
    }

    [Fact]
    public void Products_and_fractions_stand_in_parentheses_below_a_power()
    {
        var (a, b) = (Input("a", 2, 2), Input("b", 2, 2));
        var ones = NDArray<double>.Fill([2, 2], 1);
        var trace = Explain.Of(Sum(Transpose(MatMul(a, b))), (a, ones), (b, ones));
        var formula = new Formula(FormulaStyle.Latex, _ => null);
        Assert.Equal(
            @"\left(a \, b\right)^\top",
            formula.Of(trace.Nodes.Single(node => node.Name == "r").Expr)
        );
        Assert.Equal(@"\left(\frac{1}{x}\right)^2", formula.Of(Square(Reciprocal(X))));
        Assert.Equal(@"\operatorname{reshape}_{4}\left(a\right)", formula.Of(Reshape(a, [4])));
        Assert.Equal("a", formula.Of(Reshape(a, [1, 2, 1, 2])));
        var cube = Input("c", 2, 3, 4);
        Assert.Equal(@"c^\top", formula.Of(Transpose(cube)));
        Assert.Equal(
            @"\operatorname{permute}_{2,0,1}\left(c\right)",
            formula.Of(Permute(cube, [2, 0, 1]))
        );
    }

    [Fact]
    public void A_gradient_that_is_spread_says_so()
    {
        var u = Input("u", 2);
        var trace = Explain.Of(Sum(u), (u, NDArray.Of([3.0, 4])));
        var du = Of(trace, "u");
        const string Copy = @"\operatorname{copy}_{\text{to shape [2]}}";
        Assert.Equal(Copy + @"\left(df\right)", du.At(DerivationDepth.Rule));
        Assert.Equal(Copy + @"\left(1\right)", du.At(DerivationDepth.Numbers));
        Assert.Equal($@"\left(2\right) = {Copy}\left(1\right)", du.Paths.Single().Shapes);
    }

    [Fact]
    public void The_zero_that_turns_minus_0_into_0_is_not_shown()
    {
        var trace = Explain.Of(Log(X) + Sqrt(X), (X, 4));
        string[] views = [Explain.Text(trace), Explain.Latex(trace), Explain.MathML(trace)];
        Assert.All(
            views,
            view => Assert.DoesNotMatch(@"\+\s*0(?![.\d])|<mo>\+</mo>\s*<mn>0</mn>", view)
        );
        Assert.Contains("1/x ", views[0]);
    }

    [Fact]
    public void What_starts_from_a_given_gradient_differentiates_a_loss()
    {
        var trace = LectureTraces.MatrixProduct;
        string text = Explain.Text(trace);
        Assert.Contains("dL/dX =", text);
        Assert.Contains("backward  (df = dL/df = [[1, 2, 3], [4, 5, 6]])", text);
        Assert.DoesNotContain("df/dX", text);
        Assert.Equal(
            "The backward pass starts at f with the gradient of a loss L that is given: df stands for dL/df.",
            Of(trace, "f").Reason
        );
        var scalar = Explain.Of(Square(X), NDArray<double>.Scalar(3), (X, 2));
        Assert.Equal(@"\frac{\partial L}{\partial x}", Of(scalar, "x").Title);
        Assert.Contains("dL/dx=12", Explain.Text(scalar));
        var taken = Explain.Of(Square(Input("L")), NDArray<double>.Scalar(3), (Input("L"), 2));
        Assert.Contains("dloss/dL=12", Explain.Text(taken));
        Assert.Contains("df/dx=4", Explain.Text(Explain.Of(Square(X), (X, 2))));
        string[] pictures = [Explain.Svg(trace), Explain.Dot(trace), Explain.Mermaid(trace)];
        Assert.All(
            pictures,
            picture =>
                Assert.Contains(
                    "Backpropagation through f from dL/df = [[1, 2, 3], [4, 5, 6]]",
                    picture
                )
        );
        Assert.Contains("gradients are those of L", pictures[0]);
        Assert.Contains("value and gradient of L", pictures[2]);
        Assert.Contains("\"differentiated\": \"L\"", Explain.Json(trace));
        Assert.DoesNotContain("from", Explain.Dot(LectureTraces.FirstCircuit));
    }
}
