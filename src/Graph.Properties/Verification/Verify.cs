using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>Verifies gradients by properties: one call in a test of yours, in C# or F#.</summary>
/// <remarks>
/// Random cases are drawn by FsCheck; the first that breaks the property is shrunk, and the exception shows it as DSL source, with the
/// seed and the report of <see cref="GradientCheck"/>, which names the node to blame.
/// </remarks>
public static partial class Verify
{
    /// <summary>Requires the gradient of a model with respect to all its inputs, parameters included, to be right at random points.</summary>
    /// <remarks>
    /// An input that a primitive reads directly lies in that primitive's domain; one that it reads as positions, such as class labels,
    /// holds whole numbers below the number of classes. A model that is not scalar is weighted to one.
    /// </remarks>
    /// <param name="model">The loss, or any other expression.</param>
    /// <param name="held">Inputs that keep one value and get no gradient, such as data.</param>
    /// <exception cref="VerificationException">It is wrong at some point, or at most points nothing can be said.</exception>
    public static void Model(Expr model, params Binding<double>[] held) =>
        Model(model, VerifyOptions.Default, held);

    /// <summary>Requires the gradient of a model with respect to all its inputs to be right at random points.</summary>
    /// <param name="model">The loss, or any other expression.</param>
    /// <param name="options">How many points, from which numbers, and how strictly.</param>
    /// <param name="held">Inputs that keep one value and get no gradient, such as data.</param>
    /// <exception cref="VerificationException">It is wrong at some point, or at most points nothing can be said.</exception>
    public static void Model(Expr model, VerifyOptions options, params Binding<double>[] held)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(held);
        Models.Verify(Situations.Of(Circuit.Weighted(model), options, held), options);
    }

    /// <summary>Requires the gradient of what a function builds to be right, at inputs x of random shapes that it accepts and at random points.</summary>
    /// <param name="build">Makes an expression of an input; shapes that it refuses by a <see cref="ShapeException"/> are passed over.</param>
    /// <param name="options">How many points, from which numbers, and how strictly.</param>
    /// <exception cref="VerificationException">It is wrong at some point, or at most points nothing can be said, or it accepts no shape.</exception>
    public static void Model(Func<Expr, Expr> build, VerifyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(build);
        options ??= VerifyOptions.Default;
        Models.Verify(Situations.Of(build, options), options);
    }

    /// <summary>Requires a gradient that somebody wrote down, as expressions, to be that of the model, at random points.</summary>
    /// <param name="model">A scalar.</param>
    /// <param name="gradient">Inputs, and what their gradient is said to be.</param>
    /// <param name="options">How many points, from which numbers, and how strictly.</param>
    /// <param name="held">Inputs that keep one value and get no gradient, such as data.</param>
    /// <exception cref="ShapeException">The model is not a scalar, or a gradient has another shape than its input.</exception>
    /// <exception cref="VerificationException">It is wrong at some point, or at most points nothing can be said.</exception>
    public static void Gradient(
        Expr model,
        IEnumerable<(Expr Input, Expr Gradient)> gradient,
        VerifyOptions? options = null,
        params Binding<double>[] held
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(held);
        options ??= VerifyOptions.Default;
        (Expr, Expr)[] pairs = [.. gradient];
        Models.Verify(
            Situations.Of(model, options, held),
            options,
            at => GradientCheck.OfGradient(model, pairs, at.Bindings, options.Check)
        );
    }

    /// <summary>Requires the gradient of a plain function to be right at random points: no graph.</summary>
    /// <param name="f">The function, which must not keep or change its argument.</param>
    /// <param name="gradient">Its gradient, as many numbers as the point has.</param>
    /// <param name="length">How many numbers a point has.</param>
    /// <param name="options">How many points, from which numbers, and how strictly.</param>
    /// <exception cref="VerificationException">It is wrong at some point, or at most points nothing can be said.</exception>
    public static void Function(
        Func<double[], double> f,
        Func<double[], double[]> gradient,
        int length,
        VerifyOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        options ??= VerifyOptions.Default;
        var tally = new Tally("the gradient of the function", options);
        Cases.Require(
            "the gradient of the function is right",
            from zeros in options.DrawZeros
            from point in zeros
                ? Zeros.Among(options.Values, length)
                : options.Values.ListOf(length)
            select point.ToArray(),
            point =>
                Arrays
                    .Shrink(point)
                    .Where(each => each.Count == length)
                    .Select(each => each.ToArray()),
            point => tally.Count(GradientCheck.OfFunction(f, gradient, [.. point], options.Check)),
            point => $"at [| {string.Join("; ", point.Select(Numbers.Text))} |]",
            options
        );
        tally.RequireTold();
    }

    /// <summary>Requires every law of a primitive, those that the library's own primitives are held to: kernels, modes, differences, branches, domain, second order, notation, attributes.</summary>
    /// <param name="primitive">The primitive.</param>
    /// <param name="options">How many applications each law looks at.</param>
    /// <exception cref="VerificationException">It breaks a law: all that it breaks are listed.</exception>
    public static void Primitive(Primitive primitive, VerifyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(primitive);
        var broken = new List<string>();
        foreach (var law in PrimitiveLaw.All)
            try
            {
                law.Check(primitive, options);
            }
            catch (VerificationException problem)
            {
                broken.Add(problem.Message);
            }
        if (broken.Count > 0)
            throw new VerificationException(
                $"{primitive.Name} breaks {broken.Count} of {PrimitiveLaw.All.Count} laws.\n\n{string.Join("\n\n", broken)}"
            );
    }

    /// <summary>Requires a law of random graphs: it is given each and throws where it does not hold.</summary>
    /// <param name="law">Throws where it does not hold.</param>
    /// <param name="options">How many graphs, and whether wild ones.</param>
    /// <exception cref="VerificationException">It does not hold of some graph, which was shrunk.</exception>
    public static void Graphs(Action<Circuit> law, VerifyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(law);
        options ??= VerifyOptions.Default;
        Cases.Require(
            "the law holds of every graph",
            options.Wild ? Recipes.Wild : Recipes.Ordinary,
            Recipes.Shrink,
            recipe => law(recipe.Build()),
            recipe => recipe.ToString(),
            options
        );
    }
}
