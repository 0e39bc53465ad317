using System.Diagnostics.CodeAnalysis;

namespace FunctionalGrad;

/// <summary>An elementwise operation on vectors in registers: a struct with a method <c>Of</c> of one, two or three vectors.</summary>
/// <param name="inDouble">The struct for vectors of doubles.</param>
/// <param name="inSingle">The struct for vectors of floats.</param>
/// <param name="number">What the struct is made with, read off the application; nothing by default.</param>
internal sealed class VectorOperation(
    [DynamicallyAccessedMembers(VectorOperation.Needed)] Type inDouble,
    [DynamicallyAccessedMembers(VectorOperation.Needed)] Type inSingle,
    Func<Apply, double>? number = null
)
{
    internal const DynamicallyAccessedMemberTypes Needed =
        DynamicallyAccessedMemberTypes.PublicMethods
        | DynamicallyAccessedMemberTypes.PublicConstructors;

    [DynamicallyAccessedMembers(Needed)]
    private readonly Type inDouble = inDouble;

    [DynamicallyAccessedMembers(Needed)]
    private readonly Type inSingle = inSingle;

    /// <summary>What the struct is made with, if anything.</summary>
    public Func<Apply, double>? Number => number;

    /// <summary>Whether what it makes of two operands is taken with the third, and so on; else further operands are left alone.</summary>
    public bool Folds { get; init; }

    /// <summary>The struct for one element type.</summary>
    [return: DynamicallyAccessedMembers(Needed)]
    public Type Of<T>() => typeof(T) == typeof(float) ? inSingle : inDouble;
}
