namespace FunctionalGrad.Properties;

/// <summary>How operands and attributes are drawn: attributes by the roles of their literals, or from the samples that the primitive declares.</summary>
internal sealed record Way(Primitive Primitive, Arrangement Arrangement, IReadOnlyList<Role>? Roles)
{
    private static readonly Shape[] Trials =
    [
        [],
        [3],
        [2, 5],
        [1, 3],
        [2, 3, 5],
    ];

    /// <summary>Shapes near the given one and attributes that the shape rule accepts; null where this draw found none.</summary>
    public (IReadOnlyList<Shape> Shapes, Attributes Attributes)? Attempt(Random random, Shape shape)
    {
        try
        {
            var shapes = Arrangement(random, shape, Count(random));
            var attributes = Attributes(random, shapes[^1]);
            var node = Primitive.Apply(attributes, [.. Inputs(shapes)]);
            // An application large out of all proportion is right, but tells no more.
            return node.Shape.Size > 4000 || node.Shape.Rank > 5 ? null : (shapes, attributes);
        }
        // A rule that fails in another way than it should is found out by a law of its own.
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>How often the shape rule accepts what is drawn this way.</summary>
    public double Acceptance()
    {
        var random = new Random(1);
        var attempts =
            from shape in Trials
            from _ in Enumerable.Range(0, 3)
            select Attempt(random, shape) is not null;
        return attempts.Average(accepted => accepted ? 1.0 : 0.0);
    }

    /// <summary>Fresh inputs of the given shapes, named x0, x1 and on.</summary>
    public static Expr[] Inputs(IReadOnlyList<Shape> shapes) =>
        [.. shapes.Select((shape, i) => Expr.Input($"x{i}", shape.Lengths))];

    private int Count(Random random) =>
        Primitive.Arity.IsVariadic
            ? Math.Max(1, Primitive.Arity.Least) + random.Next(3)
            : Primitive.Arity.Least;

    private Attributes Attributes(Random random, Shape shape) =>
        Roles is null
            ? random.Pick([.. Primitive.Samples.Where(sample => !RefusesTies(sample))])
            : Primitive.ReadAttributes!([.. Roles.Select(role => role.Draw(random, shape))]);

    /// <summary>The tie policy that refuses a tie is left out: it makes an error of what is checked here.</summary>
    private static bool RefusesTies(Attributes attributes) =>
        attributes.Literals.Contains(new Literal.Word(nameof(TiePolicy.Error)));
}
