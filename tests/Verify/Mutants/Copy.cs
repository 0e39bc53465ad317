namespace FunctionalGrad.Checking.Mutants;

/// <summary>Copies of a primitive with one member changed.</summary>
internal static class Copy
{
    public static Primitive With(this Primitive original, Derivative derivative) =>
        Of(original, derivative, original.Kernel);

    public static Primitive With(this Primitive original, Kernel kernel) =>
        Of(original, original.Derivative, kernel);

    private static Primitive Of(Primitive original, Derivative derivative, Kernel kernel) =>
        new(original.Name)
        {
            Arity = original.Arity,
            Shape = original.Shape,
            Kernel = kernel,
            Derivative = derivative,
            Notation = original.Notation,
            Domain = original.Domain,
            Convention = original.Convention,
            Branch = original.Branch,
            Algebra = original.Algebra,
            Role = original.Role,
            ReadAttributes = original.ReadAttributes,
            Samples = original.Samples,
            IsConstantByDecree = original.IsConstantByDecree,
        };
}
