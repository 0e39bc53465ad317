using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>Laws of derivative rules.</summary>
internal static class GradientLaws
{
    /// <summary>How many times more often than the others the primitive is drawn for random graphs.</summary>
    private const int Share = 40;

    /// <summary>All steps of the gradient check, of single applications.</summary>
    public static void Alone(Primitive primitive, VerifyOptions options)
    {
        if (!Signature.Of(primitive).IsDifferentiable)
            return;
        var tally = new Tally($"{primitive.Name}: its gradient", options);
        Cases.Require(
            $"{primitive.Name}: its gradient is right in both modes, to second order",
            Application.OfSpecial(primitive),
            each => each.Shrink(),
            each =>
                tally.Count(
                    GradientCheck.Of(
                        Circuit.Weighted(each.Node),
                        each.Bindings,
                        options.Check with
                        {
                            Wrt = each.Inputs,
                        }
                    )
                ),
            each => each.ToString(),
            options
        );
        if (primitive.Role != GateRole.Vanishing)
            tally.RequireTold();
    }

    /// <summary>All steps of the gradient check, of random graphs in which the primitive is frequent.</summary>
    public static void InGraphs(Primitive primitive, VerifyOptions options)
    {
        if (!Signature.Of(primitive).IsDifferentiable)
            return;
        // Some operands lie outside their domains on purpose.
        var tally = new Tally(
            $"{primitive.Name}: the gradient of random graphs",
            options with
            {
                MostInconclusive = Math.Max(options.MostInconclusive, 0.75),
            }
        );
        Cases.Require(
            $"{primitive.Name}: its gradient is right in random graphs",
            Recipes
                .Of([.. Primitives.All, .. Enumerable.Repeat(primitive, Share)])
                .Where(recipe => Has(recipe, primitive)),
            Recipes.Shrink,
            recipe =>
            {
                var circuit = recipe.Build();
                tally.Count(GradientCheck.Of(circuit.Scalar, circuit.Bindings, options.Check));
            },
            recipe => recipe.ToString(),
            options with
            {
                Tests = Math.Max(5, options.Tests / 5),
            }
        );
        tally.RequireMostTold();
    }

    private static bool Has(Recipe recipe, Primitive primitive) =>
        Tape.Of(recipe.Build().Scalar)
            .Nodes.OfType<Apply>()
            .Any(node => ReferenceEquals(node.Primitive, primitive));
}
