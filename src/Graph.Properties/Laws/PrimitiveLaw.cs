namespace FunctionalGrad.Properties;

/// <summary>A law that every primitive keeps, whoever declared it.</summary>
public sealed class PrimitiveLaw
{
    private readonly Action<Primitive, VerifyOptions> require;

    private PrimitiveLaw(string name, Action<Primitive, VerifyOptions> require) =>
        (Name, this.require) = (name, require);

    /// <summary>The law as a sentence.</summary>
    public string Name { get; }

    /// <summary>All laws.</summary>
    public static IReadOnlyList<PrimitiveLaw> All { get; } =
    [
        Whole("its shape rule refuses what does not fit by a ShapeException", ShapeLaws.Refuses),
        Whole("its name and its notation can be read", NotationLaws.IsReadable),
        Each("printed as source and read back it is the same application", NotationLaws.IsReadBack),
        Each("its kernels agree in double and in float", KernelLaws.AgreeInFloat),
        Each("its value is the same however often it is computed", KernelLaws.AreRepeatable),
        Each("NaN propagates through it", KernelLaws.PropagateNaN),
        Whole("arrays without elements are as good as others", KernelLaws.TakeEmptyArrays),
        Whole("its identities hold bit for bit", AlgebraLaws.Hold),
        new("its gradient is right in both modes, to second order", GradientLaws.Alone),
        new("its gradient is right in random graphs", GradientLaws.InGraphs),
        Each("inside its domain it is finite and so are its derivatives", DomainLaws.FiniteInside),
        Whole("its domain ends where the function ends or has a kink", DomainLaws.EndsAreReal),
        Whole("its branch signature changes where it jumps or has a kink", BranchLaws.Truthful),
        Each("it does to a gradient what its gate role says", RoleLaws.Hold),
    ];

    /// <summary>Requires the law of a primitive.</summary>
    /// <exception cref="VerificationException">It is broken; the message shows the smallest application found, as DSL source.</exception>
    public void Check(Primitive primitive, VerifyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(primitive);
        options ??= VerifyOptions.Default;
        require(primitive, options);
    }

    /// <summary>The law.</summary>
    public override string ToString() => Name;

    /// <summary>A law of the declaration.</summary>
    private static PrimitiveLaw Whole(string name, Action<Primitive, VerifyOptions> require) =>
        new(
            name,
            (primitive, options) =>
            {
                try
                {
                    require(primitive, options);
                }
                catch (Exception problem) when (problem is not OutOfMemoryException)
                {
                    throw new VerificationException(
                        $"{primitive.Name}: {name}: {problem.Message}\n{options.Replay}",
                        problem is VerificationException ? null : problem
                    );
                }
            }
        );

    /// <summary>A law of every application.</summary>
    private static PrimitiveLaw Each(string name, Action<Application> law) =>
        new(
            name,
            (primitive, options) =>
                Cases.Require(
                    $"{primitive.Name}: {name}",
                    Application.Of(primitive),
                    each => each.Shrink(),
                    law,
                    each => each.ToString(),
                    options
                )
        );
}
