namespace FunctionalGrad.UnitTests.Passes;

public class GradientSizeTests
{
    /// <summary>
    /// A chain of 30 applications, reshaped between them where shapes ask for it: the gradient adds at most 6 times the nodes of
    /// the forward graph. Above it are elu where its two slopes at 0 have different signs, and reductions that must find their
    /// winners or leave one factor out; graphs made of nothing else are rare.
    /// </summary>
    [Fact]
    public void A_gradient_adds_at_most_six_times_the_nodes_of_its_graph_but_for_four_primitives()
    {
        var measured = new HashSet<Primitive>();
        var tooLarge = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var primitive in Primitives.All)
        foreach (var attributes in primitive.Samples)
        foreach (
            var shapes in new Shape[][]
            {
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
            }
        )
        foreach (int count in new[] { 1, 2, 3 })
        {
            if (
                count > shapes.Length
                || count < primitive.Arity.Least
                || count > primitive.Arity.Most
            )
                continue;
            var x = Input("x", 2, 3);
            Expr z = x,
                gradient;
            var side = shapes
                .Select((shape, i) => (Expr)new Input($"side{i}", shape, InputOrigin.Data))
                .ToArray();
            try
            {
                for (int i = 0; i < 30; i++)
                {
                    int at = i % count;
                    var inputs = side[..count];
                    inputs[at] = Fitted(z, shapes[at]);
                    z = primitive.Apply(attributes, inputs);
                }
                gradient = Gradient(Sum(z), x)[0];
            }
            catch (ShapeException)
            {
                continue;
            }
            catch (NotDifferentiableException)
            {
                measured.Add(primitive);
                continue;
            }
            int forward = Tape.Of(Sum(z)).Nodes.Count,
                added = Tape.Of(Sum(z), gradient).Nodes.Count - forward;
            if (added > 6 * forward)
                tooLarge.Add(primitive.Name);
            measured.Add(primitive);
        }
        Assert.Equal(["elu", "maxOver", "minOver", "prodOver"], tooLarge);
        Assert.Equal([], Primitives.All.Except(measured).Select(primitive => primitive.Name));
    }

    /// <summary>The node in the shape that is asked for: all of it where the sizes agree, copies of its sum where not.</summary>
    private static Expr Fitted(Expr z, Shape shape) =>
        z.Shape.Equals(shape) ? z
        : z.Shape.Size == shape.Size ? Reshape(z, shape)
        : Broadcast(Sum(z), shape);
}
