namespace FunctionalGrad.UnitTests.Passes;

/// <summary>A function together with its gradient in all its inputs has at most 6 times the nodes of the function alone.</summary>
public class GradientSizeTests
{
    private static readonly Shape[][] Operands =
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

    [Fact]
    public void Selects_whose_branches_meet_again_keep_the_bound()
    {
        var x = Input("x", 3);
        Expr z = x;
        for (int i = 0; i < 40; i++)
            z = Where(z, Sqrt(z), z);
        var f = Sum(z);
        int forward = Tape.Of([f]).Nodes.Count;
        Assert.InRange(Tape.Of([f, Gradient(f, x)[0]]).Nodes.Count, forward, 6 * forward);
    }

    public static TheoryData<string> Primitive => [.. Primitives.All.Select(each => each.Name)];

    /// <summary>Chains of one primitive, reshaped between its applications where shapes ask for it.</summary>
    [Theory]
    [MemberData(nameof(Primitive))]
    public void Chains_of_a_primitive_keep_the_bound(string name)
    {
        var primitive = Primitives.All.Single(each => each.Name == name);
        int kept = 0,
            refused = 0;
        foreach (var attributes in primitive.Samples)
        foreach (var shapes in Operands)
        foreach (int count in new[] { 1, 2, 3 })
        foreach (var wiring in new Wiring[] { OnParameters, OnTheOneBefore, OnItself })
        foreach (int length in new[] { 1, 2, 3, 30 })
        {
            if (
                count > shapes.Length
                || count < primitive.Arity.Least
                || count > primitive.Arity.Most
            )
                continue;
            try
            {
                var y = wiring(primitive, attributes, shapes[..count], length);
                // Fed with itself as base, exponent and factor it needs a mask for each.
                double times = name == "powDerivative" && count > 2 ? 13 : 6;
                RequireBound(Sum(y), attributes, times);
                RequireBound(Sum(Relu(y)), attributes, times);
                kept++;
            }
            catch (ShapeException) { }
            catch (NotDifferentiableException)
            {
                refused++;
            }
        }
        Assert.True(kept + refused > 0, $"no chain of {name} fits the shapes tried");
    }

    /// <summary>Reductions over one axis after the other, with nothing between them.</summary>
    [Fact]
    public void Chains_that_lose_an_axis_each_time_keep_the_bound()
    {
        foreach (var primitive in Primitives.All)
        foreach (var attributes in primitive.Samples)
        foreach (int length in new[] { 1, 2, 3, 8 })
            try
            {
                var y = Input("x", [.. Enumerable.Repeat(2, length + 1)]);
                for (int i = 0; i < length; i++)
                    y = primitive.Apply(attributes, y);
                RequireBound(Sum(y), attributes);
            }
            catch (ShapeException) { }
            catch (NotDifferentiableException) { }
    }

    /// <summary>One primitive after the other, each fed with what is before it for all inputs: of all the tiniest graphs one in seven, at each stage.</summary>
    [Fact]
    public void Graphs_of_three_primitives_keep_the_bound()
    {
        (Primitive Primitive, Attributes Attributes, int Inputs)[] steps =
        [
            .. from primitive in Primitives.All
            from attributes in primitive.Samples
            from inputs in new[] { 1, 2, 3 }
            where inputs >= primitive.Arity.Least && inputs <= primitive.Arity.Most
            select (primitive, attributes, inputs),
        ];
        int seen = 0,
            kept = 0;
        void Grow(Expr y, int more)
        {
            foreach (var (primitive, attributes, inputs) in steps)
                try
                {
                    if (more < 2 && ++seen % 7 != 0)
                        continue;
                    var z = primitive.Apply(attributes, Enumerable.Repeat(y, inputs).ToArray());
                    RequireBound(z.Shape.Rank == 0 ? z : Sum(z), attributes);
                    kept++;
                    if (more > 0)
                        Grow(z, more - 1);
                }
                catch (ShapeException) { }
                catch (NotDifferentiableException) { }
        }
        Grow(Input("x", 2, 3), 2);
        Assert.InRange(kept, 30_000, 100_000);
    }

    /// <summary>The derivatives of powers are primitives that no rule but theirs makes: here up to the third order.</summary>
    [Fact]
    public void Powers_differentiated_again_and_again_keep_the_bound()
    {
        Expr x = Input("x", 2, 3),
            w = Input("w", 2, 3);
        Func<Expr, Expr>[] steps =
        [
            t => Pow(t, w),
            t => Pow(w, t),
            t => Pow(t, t),
            t => Pow(Relu(t), t),
            t => Pow(t, Relu(t)),
            t => Relu(Pow(t, Sqrt(t))),
        ];
        foreach (var step in steps)
        foreach (int length in new[] { 1, 2, 3, 12 })
        {
            var t = x;
            for (int i = 0; i < length; i++)
                t = step(t);
            var f = Sum(t);
            for (int order = 1; order <= 3; order++)
            {
                RequireBound(f, Attributes.None);
                f = Sum(Gradient(f, x)[0]);
            }
        }
    }

    [Fact]
    public void A_sorting_network_keeps_the_bound()
    {
        Expr[] wires = [.. Enumerable.Range(0, 8).Select(i => Input($"x{i}", 4))];
        for (int round = 0; round < wires.Length; round++)
        for (int i = round % 2; i + 1 < wires.Length; i += 2)
            (wires[i], wires[i + 1]) = (Min(wires[i], wires[i + 1]), Max(wires[i], wires[i + 1]));
        RequireBound(Sum(Add([.. wires.Select((wire, i) => wire * (i + 1))])), Attributes.None);
    }

    private delegate Expr Wiring(
        Primitive primitive,
        Attributes attributes,
        Shape[] shapes,
        int length
    );

    /// <summary>Each application to the one before and to parameters, at changing places.</summary>
    private static Expr OnParameters(
        Primitive primitive,
        Attributes attributes,
        Shape[] shapes,
        int length
    )
    {
        var y = Input("x", 2, 3);
        for (int i = 0; i < length; i++)
        {
            int at = i % shapes.Length;
            Expr[] inputs = [.. shapes.Select((shape, j) => Parameter($"w{j}", shape))];
            inputs[at] = Fitted(y, shapes[at]);
            y = primitive.Apply(attributes, inputs);
        }
        return y;
    }

    /// <summary>Each application to the one before and to those before that: what is used several times has several paths to join.</summary>
    private static Expr OnTheOneBefore(
        Primitive primitive,
        Attributes attributes,
        Shape[] shapes,
        int length
    )
    {
        List<Expr> made = [.. shapes.Select((shape, j) => Parameter($"w{j}", shape))];
        for (int i = 0; i < length; i++)
            made.Add(
                primitive.Apply(
                    attributes,
                    [
                        .. shapes.Select(
                            (shape, j) => Fitted(made[made.Count - shapes.Length + j], shape)
                        ),
                    ]
                )
            );
        return made[^1];
    }

    /// <summary>Each application to the one before, for all inputs.</summary>
    private static Expr OnItself(
        Primitive primitive,
        Attributes attributes,
        Shape[] shapes,
        int length
    )
    {
        var y = Input("x", 2, 3);
        for (int i = 0; i < length; i++)
            y = primitive.Apply(attributes, [.. shapes.Select(shape => Fitted(y, shape))]);
        return y;
    }

    private static Expr Parameter(string name, Shape shape) =>
        new Input(name, shape, InputOrigin.Data);

    /// <summary>The node in the shape that is asked for: all of it where the sizes agree, copies of its sum where not.</summary>
    private static Expr Fitted(Expr z, Shape shape) =>
        z.Shape.Equals(shape) ? z
        : z.Shape.Size == shape.Size ? Reshape(z, shape)
        : Broadcast(Sum(z), shape);

    private static void RequireBound(Expr f, Attributes attributes, double times = 6)
    {
        Expr[] inputs = [.. Tape.Of(f).Inputs];
        int forward = Tape.Of(f).Nodes.Count,
            both = Tape.Of([f, .. Gradient(f, inputs)]).Nodes.Count;
        Assert.True(
            both <= times * forward,
            $"{forward} nodes, {both} with the gradient, {attributes}: {f}"
        );
    }
}
