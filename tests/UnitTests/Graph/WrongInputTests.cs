namespace FunctionalGrad.UnitTests.Graph;

public class WrongInputTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr W = Input("w", 2, 3);
    private static readonly NDArray<double> TwoByThree = NDArray<double>.Of(
        [2, 3],
        [1, 2, 3, 4, 5, 6]
    );

    private static void Says<TException>(string sentence, Func<object?> attempt)
        where TException : Exception =>
        Assert.Equal(sentence, Assert.Throws<TException>(attempt).Message);

    [Fact]
    public void A_missing_binding_is_named() =>
        Says<BindingException>(
            "evaluate: the input w [2, 3] is not bound. Bind it to an array of that shape.",
            () => Evaluate.Value(Sum(W) + X, (X, 1.0))
        );

    [Fact]
    public void A_superfluous_name_is_named_together_with_the_names_there_are() =>
        Says<BindingException>(
            "evaluate: weight is bound, but the graph has no input of that name. It has w, x.",
            () => Evaluate.Value(Sum(W) + X, (X, 1.0), (W, TwoByThree), ("weight", TwoByThree))
        );

    [Fact]
    public void An_input_that_a_gradient_turned_out_not_to_need_may_be_bound() =>
        Assert.Equal(3, Evaluate.Value(Gradient(3 * X, X)[0], (X, 5.0)).ToScalar());

    [Fact]
    public void An_input_bound_twice_is_named() =>
        Says<BindingException>(
            "evaluate: x is bound twice.",
            () => Evaluate.Value(X, (X, 1.0), (X, 2.0))
        );

    [Fact]
    public void A_binding_of_another_shape_is_told_with_both_shapes() =>
        Says<BindingException>(
            "evaluate: the input w is [2, 3], but is bound to an array of shape [6]. Reshape it?",
            () => Evaluate.Value(Sum(W), (W, TwoByThree.Reshape([6])))
        );

    [Fact]
    public void A_binding_of_the_transpose_or_of_another_size_is_told_what_to_try()
    {
        Says<BindingException>(
            "evaluate: the input w is [2, 3], but is bound to an array of shape [3, 2]. Transpose it?",
            () => Evaluate.Value(Sum(W), (W, TwoByThree.Reshape([3, 2])))
        );
        Says<BindingException>(
            "evaluate: the input w is [2, 3], but is bound to an array of shape []. Another shape is another graph, and another program.",
            () => Compile.Of(Sum(W)).Run((W, 1.0))
        );
    }

    [Fact]
    public void A_binding_that_was_never_made_is_told_how_to_write_it()
    {
        Says<BindingException>(
            "evaluate: a binding is empty, as default is: it has no input and no value. Write it as (input, value).",
            () => Compile.Of(X).Run(default(Binding<double>))
        );
        Says<BindingException>(
            "minibatches: a binding is empty, as default is: it has no input and no value. Write it as (input, value).",
            () => new Minibatches<double>(default(Binding<double>))
        );
    }

    [Fact]
    public void Only_an_input_can_be_bound() =>
        Says<BindingException>(
            "bind: mul [] is not an input, so it cannot be bound. Bind the inputs below it, or substitute it.",
            () => Evaluate.Value(X * X, (X * X, 1.0))
        );

    [Fact]
    public void Data_that_is_not_finite_is_named_where_asked_to_check() =>
        Says<BindingException>(
            "evaluate: the input w [2, 3] holds NaN at element 4, but finite values were asked for.",
            () =>
                Evaluate.Values<double>(
                    Tape.Of(Sum(W)),
                    [(W, NDArray<double>.Of([2, 3], [1, 2, 3, 4, double.NaN, 6]))],
                    checkFinite: true
                )
        );

    [Fact]
    public void Two_different_inputs_of_one_name_are_an_error_where_they_meet() =>
        Says<BindingException>(
            "graph: two different inputs are named x: one is [] (data), the other [3] (data). Rename one, or use one input for both.",
            () => Evaluate.Value(X + Sum(Input("x", 3)), (X, 1.0))
        );

    [Fact]
    public void Inputs_made_alike_are_the_same_input() =>
        Assert.Equal(4, Evaluate.Value(Input("x") + Input("x"), (X, 2.0)).ToScalar());

    [Fact]
    public void A_gradient_wants_a_scalar() =>
        Says<ShapeException>(
            "gradient: the expression is [2, 3], but only a scalar [] has a gradient. Sum it, or use vjp or jacobian.",
            () => Gradient(W * 2, W)
        );

    [Fact]
    public void A_gradient_wants_something_to_differentiate_with_respect_to() =>
        Says<ShapeException>(
            "gradient: no node is given to differentiate with respect to. Name at least one input.",
            () => Gradient(X * X)
        );

    [Fact]
    public void A_cotangent_has_the_shape_of_its_output() =>
        Says<ShapeException>(
            "vjp: output 0 is [2, 3], its cotangent is []: they must have one shape.",
            () => Vjp(W * 2, Ones([]), W)
        );

    [Fact]
    public void A_tangent_has_the_shape_of_its_node() =>
        Says<ShapeException>(
            "jvp: node 0 is w [2, 3], its tangent is [3]: they must have one shape.",
            () => Jvp(W * 2, [W], [Ones([3])])
        );

    [Fact]
    public void A_path_through_a_primitive_without_derivative_is_an_error_that_names_it() =>
        Says<NotDifferentiableException>(
            "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?",
            () => Gradient(Sum(W > 0), W)
        );

    [Fact]
    public void An_input_has_a_name() =>
        Says<ShapeException>(
            "input: the name is empty. Give every input a name, as in Input(\"x\", 3, 4).",
            () => Input(" ", 2)
        );

    [Fact]
    public void A_shape_has_no_negative_length() =>
        Says<ShapeException>(
            "shape [2, -1]: an axis cannot have the negative length -1.",
            () => Input("v", 2, -1)
        );

    [Fact]
    public void A_shape_too_large_for_one_array_is_refused_before_memory_is_asked_for() =>
        Says<ShapeException>(
            "shape [100000, 100000]: it would hold more than 2147483591 elements, the most one array can hold.",
            () => Input("v", 100_000, 100_000)
        );

    [Fact]
    public void Shapes_that_do_not_broadcast_are_both_told() =>
        Says<ShapeException>(
            "add: w [2, 3], v [2] do not broadcast together: from the last axis backwards lengths must be equal or 1. Give one of them an axis of length 1 with expandDims?",
            () => W + Input("v", 2)
        );

    [Fact]
    public void A_matrix_product_names_its_operands_and_the_module_it_is_in() =>
        Says<ShapeException>(
            "matmul in hidden: left is w [2, 3], right is v [2]: left's last axis (3) must equal right's only (2). Transpose one of them?",
            () => ModulePath.Named("hidden", () => MatMul(W, Input("v", 2)))
        );

    [Fact]
    public void A_primitive_counts_its_inputs() =>
        Says<ShapeException>(
            "mul: it takes 2 inputs, but 3 were given.",
            () => Primitives.Mul.Apply(X, X, X)
        );

    [Theory]
    [InlineData("")]
    [InlineData("a<b>")]
    [InlineData("sin\\")]
    [InlineData("two\nlines")]
    [InlineData("2nd")]
    public void A_primitive_has_a_name_that_formulas_can_write(string name) =>
        Assert.StartsWith(
            $"primitive: \"{name}\" is no name that formulas and source text can write: use letters, digits and underscores, a letter first, as in mySquare.",
            Assert
                .Throws<ArgumentException>(() =>
                    new Primitive(name)
                    {
                        Arity = Arity.One,
                        Shape = ShapeRules.Elementwise,
                        Kernel = Kernel.Map(x => x),
                        Derivative = Derivative.NotDifferentiable("it is a test"),
                        Notation = Notation.Function("f"),
                    }
                )
                .Message
        );

    [Fact]
    public void A_custom_pullback_returns_what_it_must()
    {
        var careless = new Primitive("careless")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => x),
            Derivative = Derivative.Custom((y, g) => [Sum(g)]),
            Notation = Notation.Function("careless"),
        };
        Says<ShapeException>(
            "careless: its pullback returned [] for input 0, which is w [2, 3]: a cotangent has the shape of its input.",
            () => Gradient(Sum(careless.Apply(W)), W)
        );
    }

    [Fact]
    public void A_custom_pullback_serves_forward_mode_too()
    {
        // y = x^2 elementwise, its pullback stated whole: g -> 2 x g.
        var square = new Primitive("mySquare")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => x * x),
            Derivative = Derivative.Custom((y, g) => [2 * y.Inputs[0] * g]),
            Notation = Notation.Function("mySquare"),
        };
        var forward = Jvp(square.Apply(W), [W], [Ones([2, 3])]);
        Assert.Equal([2, 4, 6, 8, 10, 12], Evaluate.Value(forward, (W, TwoByThree)).Span.ToArray());
        var again = Jvp(forward, [W], [Ones([2, 3])]);
        Assert.Equal([2, 2, 2, 2, 2, 2], Evaluate.Value(again, (W, TwoByThree)).Span.ToArray());
    }

    [Fact]
    public void A_wrong_shape_tells_the_file_and_line_that_asked_for_it()
    {
        var wrong = Assert.Throws<ShapeException>(() => W + Input("v", 2));
        Assert.Matches(@"WrongInputTests\.cs:\d+$", wrong.Location);
    }

    [Theory]
    [InlineData("sumOver")]
    [InlineData("maxOver")]
    [InlineData("softmaxOver")]
    public void A_reduction_over_no_axes_is_refused_as_the_functions_would_read_it_as_all(
        string name
    ) =>
        Says<ShapeException>(
            $"{name}: no axis of w [2, 3] is named. Name at least one; a scalar has nothing to reduce.",
            () => Primitives.All.Single(p => p.Name == name).Apply(new Axes([]), W)
        );
}
