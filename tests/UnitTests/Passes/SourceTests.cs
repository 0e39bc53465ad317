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

    public static TheoryData<string, string> Mistakes =>
        new()
        {
            {
                "",
                "source, line 1, column 1: an expression is expected, but the end of the text was found."
            },
            {
                "let x = input \"x\" []\nx +",
                "source, line 2, column 4: an expression is expected, but the end of the text was found."
            },
            {
                "2.0",
                "source, line 1, column 1: this is no expression. For a number that is one write constant 2.0."
            },
            {
                "constant 1.0 + constant 2.0)",
                "source, line 1, column 28: the end of the text is expected, but ) was found."
            },
            {
                "let x = 1.0\nx",
                "source, line 1, column 9: this is no expression. For a number that is one write constant 2.0."
            },
            {
                "let x = constant 1.0\nlet x = constant 2.0\nx",
                "source, line 2, column 5: x is bound twice."
            },
            {
                "1.0 + 2.0",
                "source, line 1, column 5: + needs an expression on at least one side. For a number that is one write constant 2.0."
            },
            {
                "exp y",
                "source, line 1, column 5: no line before this one binds y. If it is applied to something, put both in parentheses."
            },
            {
                "exp 2.0",
                "source, line 1, column 1: exp: it has no parameters, but 2.0 is given. For a number that is an expression write constant 2.0."
            },
            {
                "sumOver (input \"x\" [2])",
                "source, line 1, column 1: sumOver: its parameters are not of the kind or number that it takes."
            },
            {
                "exp (input \"x\" [2]) (input \"y\" [2])",
                "source, line 1, column 1: exp: it takes 1 inputs, but 2 were given."
            },
            {
                "input \"x\" [1.5]",
                "source, line 1, column 1: a shape is a list of whole numbers, as in [2; 3]."
            },
            {
                "input \"x\" [99999999999]",
                "source, line 1, column 12: 99999999999 is too large for a whole number. For a real one write 99999999999.0."
            },
            { "input \"x", "source, line 1, column 7: the string is not closed on its line." },
            {
                "input \"\\q\" []",
                "source, line 1, column 8: after a backslash stands a quote, a backslash, or u and four hexadecimal digits."
            },
            { "exp # x", "source, line 1, column 5: the character # begins nothing." },
            {
                "(input \"x\" [2]) + (input \"y\" [3])",
                "source, line 1, column 17: add: input 0 is x [2], input 1 is y [3]: an elementwise primitive takes inputs of one shape. Broadcast them first?"
            },
            {
                "[constant 1.0]",
                "source, line 1, column 1: one expression is expected, but a list was found. Use Source.ReadAll."
            },
            {
                "exp `x`",
                "source, line 1, column 5: a quoted word stands between two pairs of backticks."
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named_with_their_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Source.Read(text)).Message);

    [Fact]
    public void A_text_that_nests_without_end_is_refused() =>
        Assert.Equal(
            "source, line 1, column 51: this nests deeper than 50 levels. Bind inner parts with let.",
            Assert.Throws<FormatException>(() => Source.Read(new string('(', 1_000_000))).Message
        );

    [Fact]
    public void One_expression_is_no_list() =>
        Assert.Equal(
            "source, line 1, column 1: a list of expressions such as [t1; t2 + x] is expected. Use Source.Read for a single one.",
            Assert.Throws<FormatException>(() => Source.ReadAll("constant 1.0")).Message
        );
}
