using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>Generators of situations.</summary>
internal static class Situations
{
    /// <summary>One graph at random points.</summary>
    public static Gen<Situation> Of(
        Expr graph,
        VerifyOptions options,
        IReadOnlyList<Binding<double>> held
    )
    {
        Place[] free =
        [
            .. Place.Of(graph).Where(place => !held.Any(binding => Binds(binding, place.Input))),
        ];
        if (!free.Any(place => place.IsReal))
            throw new ArgumentException(
                $"verify: {graph} has no input whose gradient could be checked. Hold fewer inputs?",
                nameof(graph)
            );
        RequireKnown(graph, held);
        Place[] zeroed = [.. free.Where(place => place.IsReal && place.StandsZero)];
        return from zeros in options.DrawZeros
            from chosen in Gen.Choose(0, Math.Max(0, zeroed.Length - 1))
            from leaves in Gen.CollectToArray(
                free.Select(place =>
                    place.Leaves(
                        options.Values,
                        zeros && zeroed.Length > 0 && ReferenceEquals(place, zeroed[chosen])
                    )
                )
            )
            select new Situation(graph, free, leaves, held);
    }

    /// <summary>A name can be mistyped; an input that the model turned out not to need is held in vain, which does no harm.</summary>
    private static void RequireKnown(Expr graph, IReadOnlyList<Binding<double>> held)
    {
        string[] known = [.. Tape.Of(graph).Inputs.Select(input => ((Input)input).Name)];
        foreach (var binding in held)
            if (binding.Input is null && !known.Contains(binding.Name))
                throw new BindingException(
                    $"verify: \"{binding.Name}\" is to be held, but the model has no input of that name. Its inputs are {string.Join(", ", known)}."
                );
    }

    /// <summary>What a function builds of an input of random shape, at random points.</summary>
    public static Gen<Situation> Of(Func<Expr, Expr> build, VerifyOptions options)
    {
        Exception? refusal = null;
        Expr? Built(Shape shape)
        {
            try
            {
                return Circuit.Weighted(build(Expr.Input("x", shape.Lengths)));
            }
            catch (ShapeException problem)
            {
                refusal = problem;
                return null;
            }
        }
        // Which shapes it accepts is asked once, of the shapes that a hundred draws show.
        Expr[] graphs =
        [
            .. Arrays
                .Shapes.Sample(100, new Rnd((ulong)options.Seed), 100)
                .Distinct()
                .OrderBy(shape => shape.Size)
                .Select(Built)
                .OfType<Expr>(),
        ];
        if (graphs.Length == 0)
            throw new VerificationException(
                $"the function accepts none of the shapes that were tried; of the last it says: {refusal?.Message} Give an expression on inputs of the right shapes instead.",
                refusal
            );
        return from graph in Gen.Elements(graphs)
            from situation in Of(graph, options, [])
            select situation with
            {
                Simpler = [.. graphs.TakeWhile(each => each != graph)],
            };
    }

    private static bool Binds(Binding<double> binding, Expr input) =>
        binding.Input is { } bound
            ? ReferenceEquals(bound, input)
            : binding.Name == ((Input)input).Name;
}
