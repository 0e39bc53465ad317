namespace FunctionalGrad.UnitTests.Passes;

public class SourceTests
{
    private static readonly Expr X = Input("x", 2);
    private static readonly Expr Y = Input("y", 2);

    private static void ReadsBack(Expr expr, params Primitive[] extra)
    {
        string text = Source.Of(expr);
        var read = Source.Read(text, extra);
        Assert.True(expr.SameAs(read), $"{text}\nread as\n{Source.Of(read)}");
        Assert.Equal(text, Source.Of(read));
    }

    [Fact]
    public void Shared_parts_are_let_bound_and_numbers_stand_bare_beside_operators()
    {
        var t = Exp(X);
        var f = t * (t + 1) - 2 / -Y;
        Assert.Equal(
            """
            let x = input "x" [2]
            let y = input "y" [2]
            let t1 = exp x
            t1 * (t1 + 1.0) - 2.0 / (-y)
            """,
            Source.Of(f)
        );
        ReadsBack(f);
    }

    [Fact]
    public void Attributes_come_first_then_the_inputs()
    {
        var f = Sum(MatMul(Input("a", 2, 3), Transpose(Input("b", 2, 3))), [1]);
        Assert.Equal(
            """
            let a = input "a" [2; 3]
            let b = input "b" [2; 3]
            sumOver [1] (matmul a (permute [1; 0] b))
            """,
            Source.Of(f)
        );
        ReadsBack(f);
    }

    [Fact]
    public void Parentheses_stand_where_the_precedence_of_FSharp_needs_them()
    {
        Expr z = Input("z", 2);
        Expr[] forms =
        [
            X - (Y - z),
            X - Y - z,
            (X + Y) * z,
            X + Y * z,
            X / (Y / z),
            X / Y / z,
            -(-X),
            -X * Y,
            X - -Y,
            -(X * Y),
            -Exp(X),
            Exp(-X),
            (X > Y) * z,
            X > (Y > z),
            (X > Y) > z,
            X * Fill([2], -2),
            Fill([2], 1) + Fill([2], 2),
            Where(X > 0, X, Y),
        ];
        foreach (var form in forms)
            ReadsBack(form);
        Assert.Equal("x - (y - z)", Source.Of(forms[0]).Split('\n')[^1]);
        Assert.Equal("x - y - z", Source.Of(forms[1]).Split('\n')[^1]);
        Assert.Equal("x * (-2.0)", Source.Of(forms[15]).Split('\n')[^1]);
        Assert.Equal("fill [2] 1.0 + 2.0", Source.Of(forms[16]).Split('\n')[^1]);
    }

    public static TheoryData<double> Numbers =>
        [
            0,
            -0.0,
            1,
            -1,
            0.1,
            1e300,
            -1e-300,
            double.Epsilon,
            double.MaxValue,
            double.NaN,
            double.PositiveInfinity,
            double.NegativeInfinity,
            Math.PI,
        ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_number_is_read_back_to_the_last_bit(double number)
    {
        ReadsBack(Constant(number));
        ReadsBack(-Constant(number));
        ReadsBack(X * number);
        ReadsBack(number / X);
        ReadsBack(Exp(Fill([2, 3], number)));
        ReadsBack(Constant(NDArray<double>.Of([2, 2], [number, 1, -number, number])));
    }

    [Fact]
    public void Empty_and_one_by_one_arrays_are_read_back()
    {
        ReadsBack(Constant(NDArray<double>.Of([0, 3], [])));
        ReadsBack(Zeros([0]));
        ReadsBack(Constant(NDArray<double>.Of([2], [1, 1])));
        ReadsBack(Constant(NDArray<double>.Of([1, 1], [1])));
        ReadsBack(Exp(Input("e", 0, 2)));
    }

    [Theory]
    [InlineData("hidden.weight")]
    [InlineData("t1")]
    [InlineData("exp")]
    [InlineData("let")]
    [InlineData("input")]
    [InlineData("nan")]
    [InlineData("a \"quoted\" \\ name")]
    [InlineData("line\nbreak\ttab\0nul")]
    [InlineData("_")]
    [InlineData("3")]
    [InlineData("``")]
    [InlineData("$*+")]
    [InlineData("θ₁ 😀 \ud800")]
    [InlineData("\u202e\u2028")]
    public void Any_name_is_read_back(string name)
    {
        var x = Input(name, 2);
        var shared = Exp(x);
        ReadsBack(shared * shared + Input("t1_", 2));
    }

    [Fact]
    public void Names_that_look_alike_get_different_identifiers()
    {
        var f = Input("a.b") + Input("a b") * Input("a_b") - Input("a_b_2");
        Assert.Equal(
            """
            let a_b = input "a.b" []
            let a_b_2 = input "a b" []
            let a_b_3 = input "a_b" []
            let a_b_2_2 = input "a_b_2" []
            a_b + a_b_2 * a_b_3 - a_b_2_2
            """,
            Source.Of(f)
        );
        ReadsBack(f);
    }

    [Fact]
    public void Parameters_and_noise_are_read_back_with_their_origins()
    {
        var w = Parameter("w", [2], Initializer.Uniform(-0.5, 0.25));
        var f =
            w * Noise("mask", [2], Distribution.Bernoulli(0.5))
            + Parameter("b", [2], Initializer.Zeros);
        ReadsBack(f);
        Assert.StartsWith(
            "let w = parameter \"w\" [2] (Initializer.Uniform(-0.5, 0.25))\n",
            Source.Of(f)
        );
        Assert.False(Source.Read(Source.Of(w)).SameAs(Input("w", 2)));
    }

    [Fact]
    public void A_primitive_of_the_user_is_read_back_when_it_is_handed_over()
    {
        var odd = new Primitive("odd one")
        {
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Zip((a, b) => a - b),
            Derivative = Derivative.LocallyConstant,
            Notation = Notation.Infix("+", 1),
        };
        var f = odd.Apply(X, Y) + X;
        Assert.EndsWith("``odd one`` x y + x", Source.Of(f));
        ReadsBack(f, odd);
        Assert.Equal(
            "source, line 3, column 1: there is no word odd one that takes these arguments. Bind it with let, or hand the primitive of that name to the reader.",
            Assert.Throws<FormatException>(() => Source.Read(Source.Of(f))).Message
        );
    }

    [Fact]
    public void Every_primitive_is_read_back_with_every_parameter()
    {
        Shape[][] shapes =
        [
            [
                [2, 3],
                [2, 3],
                [2, 3],
            ],
            [
                [2, 3],
                [3, 2],
            ],
            [
                [2],
                [2, 3],
            ],
            [
                [2],
                [6],
                [6],
            ],
        ];
        var read = new HashSet<Primitive>();
        foreach (var primitive in Primitives.All)
        foreach (var attributes in primitive.Samples)
        foreach (var candidate in shapes)
        foreach (int count in new[] { 1, 2, 3 })
        {
            if (
                count < primitive.Arity.Least
                || count > primitive.Arity.Most
                || count > candidate.Length
            )
                continue;
            var inputs = candidate[..count]
                .Select((shape, i) => Exp(new Input($"i{i}", shape, InputOrigin.Data)));
            Expr applied;
            try
            {
                applied = primitive.Apply(attributes, [.. inputs]);
            }
            catch (ShapeException)
            {
                continue;
            }
            ReadsBack(applied);
            read.Add(primitive);
        }
        Assert.Equal([], Primitives.All.Except(read).Select(primitive => primitive.Name));
    }

    [Fact]
    public void Several_graphs_are_one_text()
    {
        var shared = Exp(X);
        Expr[] outputs = [shared, shared * 2, X, Constant(1)];
        string text = Source.Of(outputs);
        Assert.Equal(
            """
            let x = input "x" [2]
            let t1 = exp x
            [t1; t1 * 2.0; x; constant 1.0]
            """,
            text
        );
        var read = Source.ReadAll(text);
        Assert.Equal(outputs.Length, read.Count);
        Assert.All(outputs.Zip(read), pair => Assert.True(pair.First.SameAs(pair.Second)));
        Assert.Empty(Source.ReadAll(Source.Of([])));
    }

    [Fact]
    public void ToString_is_short()
    {
        var z = X;
        for (int i = 0; i < 1000; i++)
            z = Exp(z) * z;
        var lines = z.ToString().Split('\n');
        Assert.Equal(22, lines.Length);
        Assert.Equal("let t1 = exp x * x", lines[0]);
        Assert.Equal("... 979 more ...", lines[10]);
        Assert.Equal("exp t999 * t999", lines[^1]);
        Assert.Equal("x", X.ToString());
        Assert.Equal("x + 1.0", (X + 1).ToString());
        Assert.Equal(
            "array [100] [0.0; 1.0; 2.0; 3.0; ... 96 more]",
            Constant(
                    NDArray<double>.Of([100], [.. Enumerable.Range(0, 100).Select(i => (double)i)])
                )
                .ToString()
        );
        Assert.All(
            Add([.. Enumerable.Range(0, 500).Select(i => Input($"x{i}"))]).ToString().Split('\n'),
            line => Assert.InRange(line.Length, 1, 164)
        );
    }

    [Fact]
    public void ToString_does_not_fail_where_names_clash() =>
        Assert.Equal("x * broadcast [2] x_2", (Input("x", 2) * Input("x", 1)).ToString());
}
