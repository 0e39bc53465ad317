namespace FunctionalGrad.Properties;

/// <summary>Laws of shape rules.</summary>
internal static class ShapeLaws
{
    private static readonly Shape[] Shapes =
    [
        [],
        [0],
        [1],
        [3],
        [2, 3],
        [3, 2],
        [2, 3, 5],
    ];

    /// <summary>Whatever the shapes and attributes, the rule gives a shape or refuses by a <see cref="ShapeException"/>.</summary>
    public static void Refuses(Primitive primitive, VerifyOptions options)
    {
        // That some shapes are accepted is what finding its signature requires.
        Signature.Of(primitive);
        var random = new Random((int)options.Seed);
        for (int trial = 0; trial < 8 * options.Tests; trial++)
        {
            int count = Math.Min(
                primitive.Arity.Most,
                primitive.Arity.Least + (primitive.Arity.IsVariadic ? random.Next(3) : 0)
            );
            Shape[] shapes = [.. Enumerable.Range(0, count).Select(_ => random.Pick(Shapes))];
            var attributes = random.Pick(primitive.Samples);
            try
            {
                primitive.Apply(attributes, Way.Inputs(shapes));
            }
            catch (ShapeException) { }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                throw new VerificationException(
                    $"{primitive.Name} of operands {string.Join(" and ", shapes.Select(shape => shape.ToString()))} with {attributes}: its shape rule ends with {problem.GetType().Name}, not with a ShapeException: {problem.Message}",
                    problem
                );
            }
        }
    }
}
