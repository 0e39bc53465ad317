using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>What FsCheck needs to pass shapes, arrays and random graphs to a property: <c>[Properties(Arbitrary = [typeof(Arbitraries)])]</c>.</summary>
public static class Arbitraries
{
    /// <summary>Random graphs that shrink.</summary>
    public static Arbitrary<Recipe> Recipe() => Arb.From(Recipes.Ordinary, Recipes.Shrink);

    /// <summary>Shapes that shrink.</summary>
    public static Arbitrary<Shape> Shape() => Arb.From(Arrays.Shapes, Arrays.Shrink);

    /// <summary>Arrays that shrink, of ordinary numbers.</summary>
    public static Arbitrary<NDArray<double>> Array() => Arb.From(Arrays.OfAnyShape, Arrays.Shrink);
}
