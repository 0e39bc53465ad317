namespace FunctionalGrad.UnitTests;

/// <summary>What every declaration of the table promises about itself.</summary>
public class TableTests
{
    private static readonly double[] Specials =
    [
        0,
        -0.0,
        1,
        -1,
        2.5,
        -2.5,
        1e-310,
        -1e300,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.NaN,
    ];

    private static IEnumerable<string> ElementwiseNames =>
        Primitives
            .All.Where(primitive => primitive.Derivative is ElementwiseDerivative or NoDerivative)
            .Select(primitive => primitive.Name);

    public static TheoryData<string> Elementwise => [.. ElementwiseNames];

    [Fact]
    public void The_elementwise_table_is_complete()
    {
        string[] expected =
        [
            "neg",
            "add",
            "sub",
            "mul",
            "div",
            "pow",
            "powConstant",
            "powDerivative",
            "strongMul",
            "whereAny",
            "eluSlope",
            "exp",
            "expm1",
            "log",
            "log1p",
            "sqrt",
            "square",
            "reciprocal",
            "sin",
            "cos",
            "tanh",
            "abs",
            "sign",
            "floor",
            "max",
            "min",
            "wins",
            "relu",
            "leakyRelu",
            "leakySlope",
            "elu",
            "gelu",
            "sigmoid",
            "softplus",
            "silu",
            "erf",
            "normalCdf",
            "normalPdf",
            "greater",
            "less",
            "greaterEqual",
            "lessEqual",
            "equal",
            "notEqual",
            "select",
            "stopGradient",
        ];
        Assert.Equal(expected.Order(), ElementwiseNames.Order());
    }

    [Fact]
    public void Names_are_camelCase_and_none_is_taken_twice()
    {
        Assert.All(
            Primitives.All,
            primitive => Assert.Matches("^[a-z][A-Za-z0-9]*$", primitive.Name)
        );
        Assert.Distinct(Primitives.All.Select(primitive => primitive.Name));
    }

    [Fact]
    public void A_primitive_with_a_kink_states_its_convention() =>
        Assert.All(
            Primitives.All.Where(primitive => primitive.Branch is not null),
            primitive =>
                Assert.False(string.IsNullOrWhiteSpace(primitive.Convention), primitive.Name)
        );

    [Theory]
    [InlineData(0, "NaN compares with nothing, so where a side is NaN the result is 0")]
    [InlineData(1, "NaN differs from everything, so where a side is NaN the result is 1")]
    public void A_comparison_states_what_it_gives_where_a_side_is_NaN(double given, string stated)
    {
        Expr x = Input("x"),
            nan = Constant(double.NaN);
        var giving = Primitives
            .All.Where(primitive => primitive.Algebra.Truth)
            .Where(primitive =>
                Evaluate.Value(primitive.Apply(x, nan), (x, 2.0)).ToScalar() == given
            )
            .ToArray();
        Assert.NotEmpty(giving);
        Assert.All(giving, primitive => Assert.Equal(stated, primitive.Convention));
    }

    [Fact]
    public void What_takes_several_inputs_of_one_shape_refuses_another()
    {
        string[] others = ["concat", "gather", "matmul", "scatterAdd", "whereAny"];
        foreach (var primitive in Primitives.All)
        {
            if (primitive.Arity == Arity.One || others.Contains(primitive.Name))
                continue;
            Expr[] x =
            [
                Input("other", 2, 4),
                .. Enumerable
                    .Range(1, Math.Max(1, primitive.Arity.Least - 1))
                    .Select(i => Input($"x{i}", 2, 3)),
            ];
            Assert.Equal(
                $"{primitive}: input 0 is other [2, 4], input 1 is x1 [2, 3]: an elementwise primitive takes inputs of one shape. Broadcast them first?",
                Assert
                    .Throws<ShapeException>(() => primitive.Apply(primitive.Samples[0], x))
                    .Message
            );
        }
    }

    /// <summary>One sign would mean two things in q = (w = c), so equality is written with two.</summary>
    [Theory]
    [InlineData("greater", ">")]
    [InlineData("less", "<")]
    [InlineData("greaterEqual", ">=")]
    [InlineData("lessEqual", "<=")]
    [InlineData("equal", "==")]
    [InlineData("notEqual", "<>")]
    public void A_comparison_is_written_with_its_sign(string name, string sign) =>
        Assert.Equal(
            $"{{0}} {sign} {{1}}",
            Primitives.All.Single(primitive => primitive.Name == name).Notation.Text
        );

    /// <summary>What the laws over the table try reaches every case of the rules: slopes on both sides of 0 and 1 and at them, whole exponents and others.</summary>
    [Fact]
    public void The_numbers_that_laws_are_tried_with_reach_every_case()
    {
        double[] Of(Primitive primitive) =>
            [.. primitive.Samples.Cast<Coefficient>().Select(sample => sample.Value)];
        foreach (
            var primitive in new[]
            {
                Primitives.LeakyRelu,
                Primitives.LeakySlope,
                Primitives.Elu,
                Primitives.EluSlope,
            }
        )
        {
            double[] numbers = Of(primitive);
            Assert.Contains(numbers, x => x < 0);
            Assert.Contains(0, numbers);
            Assert.Contains(numbers, x => x is > 0 and < 1);
            Assert.Contains(1, numbers);
            Assert.Contains(numbers, x => x > 1);
        }
        double[] exponents = Of(Primitives.PowConstant);
        Assert.Contains(exponents, x => x < 0 && !double.IsInteger(x));
        Assert.Contains(exponents, x => x is > 0 and < 1);
        Assert.Contains(exponents, x => x > 1 && !double.IsInteger(x));
        // The rule has cases of its own for 0, 1 and 2; before and after them -1, -2 and 3.
        foreach (double whole in new[] { -2.0, -1, 0, 1, 2, 3 })
            Assert.Contains(whole, exponents);
    }

    [Fact]
    public void Attributes_are_read_back_from_their_literals() =>
        Assert.All(
            Primitives.All.Where(primitive =>
                primitive.ReadAttributes is not null && primitive.Samples[0] != Attributes.None
            ),
            primitive =>
                Assert.All(
                    primitive.Samples,
                    sample => Assert.Equal(sample, primitive.ReadAttributes!(sample.Literals))
                )
        );

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void The_algebra_keeps_every_bit_and_every_gradient(string name)
    {
        var primitive = Primitives.All.Single(primitive => primitive.Name == name);
        var algebra = primitive.Algebra;
        int n = Specials.Length;
        Expr a = Input("a", n),
            b = Input("b", n);
        for (int shift = 0; shift < n; shift++)
        {
            if (algebra.Commutative)
                Same(primitive.Apply(a, b), primitive.Apply(b, a));
            if (algebra.RightIdentity is { } right)
                Same(primitive.Apply(a, Fill(a.Shape, right)), a);
            if (algebra.LeftIdentity is { } left)
                Same(primitive.Apply(Fill(a.Shape, left), a), a);
            if (algebra.Involution)
                Same(primitive.Apply(primitive.Apply(a)), a);
            if (algebra.Idempotent)
                Same(primitive.Apply(primitive.Apply(a)), primitive.Apply(a));

            void Same(Expr one, Expr other)
            {
                var values = Evaluate.Values<double>(
                    [
                        one,
                        other,
                        .. Vjp(one, Ones(a.Shape), a, b),
                        .. Vjp(other, Ones(a.Shape), a, b),
                    ],
                    (a, NDArray<double>.Of(a.Shape, Specials)),
                    (b, NDArray<double>.Of(a.Shape, [.. Specials[shift..], .. Specials[..shift]]))
                );
                Assert.Equal(Bits(values[0]), Bits(values[1]));
                Assert.Equal(values[2].Span.ToArray(), values[4].Span.ToArray());
                Assert.Equal(values[3].Span.ToArray(), values[5].Span.ToArray());
            }
        }
    }

    /// <summary>The sign and payload of a NaN are the processor's affair.</summary>
    private static IEnumerable<long> Bits(NDArray<double> array) =>
        array
            .Span.ToArray()
            .Select(v => double.IsNaN(v) ? 0x7FF8L << 48 : BitConverter.DoubleToInt64Bits(v));

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void A_gradient_graph_has_at_most_six_times_the_nodes(string name)
    {
        var primitive = Primitives.All.Single(primitive => primitive.Name == name);
        if (primitive.Derivative is NoDerivative)
            return;
        int arity = primitive.Arity.IsVariadic ? 3 : primitive.Arity.Most;
        foreach (var sample in primitive.Samples)
        {
            Expr[] x = [.. Enumerable.Range(0, 20 * arity).Select(i => Input($"x{i}"))];
            var y = x[0];
            for (int step = 0; step < 20; step++)
                y = primitive.Apply(
                    sample,
                    [y, .. x[(step * (arity - 1) + 1)..(step * (arity - 1) + arity)]]
                );
            int forward = Tape.Of(y).Nodes.Count,
                both = Tape.Of([y, .. Gradient(y, x)]).Nodes.Count;
            Assert.True(both <= 6 * forward, $"{name}: {both} nodes for {forward}");
        }
    }

    [Theory]
    [InlineData("relu", new[] { -1.5, -0.0, 0, 2 }, new[] { -1, 0, 0, 1 })]
    [InlineData("floor", new[] { -1.5, -1, 0, 0.5, 1 }, new[] { -3, -2, 0, 1, 2 })]
    public void A_kink_is_a_branch_of_its_own(string name, double[] at, int[] expected)
    {
        var primitive = Primitives.All.Single(primitive => primitive.Name == name);
        Assert.Equal(expected, BranchesOf(primitive, [at]));
    }

    [Theory]
    [InlineData("max", new[] { 1.0, 2, 3 }, new[] { 2.0, 2, 2 }, new[] { -1, 0, 1 })]
    [InlineData("greater", new[] { 1.0, 2, 3 }, new[] { 2.0, 2, 2 }, new[] { -1, 0, 1 })]
    public void A_tie_is_a_branch_of_its_own(string name, double[] a, double[] b, int[] expected)
    {
        var primitive = Primitives.All.Single(primitive => primitive.Name == name);
        Assert.Equal(expected, BranchesOf(primitive, [a, b]));
    }

    private static int[] BranchesOf(Primitive primitive, double[][] inputs)
    {
        Expr[] x = [.. inputs.Select((input, i) => Input($"x{i}", input.Length))];
        var node = (Apply)primitive.Apply(primitive.Samples[0], x);
        var branch = new int[node.Shape.Size];
        primitive.Branch!(
            new Operands<double>(
                [.. inputs.Select(input => NDArray<double>.Of([input.Length], input))],
                node
            ),
            branch
        );
        return branch;
    }
}
