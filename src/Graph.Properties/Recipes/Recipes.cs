using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>Generators of random recipes.</summary>
public static class Recipes
{
    private const int Redraws = 3;

    /// <summary>Recipes over the primitives of the table at points of ordinary size; hardly any is constant near its point.</summary>
    public static Gen<Recipe> Ordinary { get; } = Of(Primitives.All);

    /// <summary>Recipes whose numbers are now and then infinite, NaN, huge, zeros of either sign, or equal.</summary>
    public static Gen<Recipe> Wild { get; } = Of(Primitives.All, wild: true);

    /// <summary>Recipes over the given primitives.</summary>
    /// <param name="primitives">Each is drawn equally often; name one twice to have it twice as often.</param>
    /// <param name="wild">Whether numbers are now and then infinite, NaN, huge, zeros of either sign, or equal.</param>
    public static Gen<Recipe> Of(IEnumerable<Primitive> primitives, bool wild = false)
    {
        ArgumentNullException.ThrowIfNull(primitives);
        Primitive[] table = [.. primitives];
        if (table.Length == 0)
            throw new ArgumentException("recipes: there is no primitive.", nameof(primitives));
        var recipes =
            from inputs in Gen.Choose(1, 3)
            from leaves in Leaves(wild).ListOf(inputs)
            from length in Gen.Choose(1, 10)
            from steps in Grow(table, wild, inputs, [], [], length)
            from outputs in Gen.Choose(1, 3)
            select new Recipe(leaves, steps, outputs);
        return wild ? recipes : Moving(recipes, Redraws);
    }

    /// <summary>Floors, signs and comparisons make many graphs constant: such a one is drawn again, but not for ever, so that some remain.</summary>
    private static Gen<Recipe> Moving(Gen<Recipe> recipes, int redraws) =>
        redraws == 0
            ? recipes
            : recipes.SelectMany(recipe =>
                recipe.Build().Moves ? Gen.Constant(recipe) : Moving(recipes, redraws - 1)
            );

    /// <summary>Recipes in which one primitive is applied to what another has made.</summary>
    /// <param name="consumer">What is applied second.</param>
    /// <param name="producer">What is applied first.</param>
    public static Gen<Recipe> OfPair(Primitive consumer, Primitive producer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ArgumentNullException.ThrowIfNull(producer);
        return from leaves in Leaves(wild: false).ListOf(2)
            from first in Use(producer, Gen.Choose(0, 1))
            from second in Use(consumer, Gen.Constant(2))
            select new Recipe(leaves, [first, second], 1);
    }

    /// <summary>Smaller recipes: fewer steps and outputs first, then smaller shapes, then shorter numbers.</summary>
    public static IEnumerable<Recipe> Shrink(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Smaller.Of(recipe);
    }

    private static Gen<Leaf> Leaves(bool wild) =>
        from shape in Arrays.Shapes
        from values in Arrays.Values(shape, wild)
        select new Leaf(shape, values);

    private static Gen<ImmutableList<Step>> Grow(
        Primitive[] table,
        bool wild,
        int inputs,
        ImmutableList<Step> steps,
        ImmutableList<int> used,
        int left
    ) =>
        left == 0
            ? Gen.Constant(steps)
            : from next in Next(table, wild, inputs + steps.Count, used, steps.LastOrDefault())
            from all in Grow(
                table,
                wild,
                inputs,
                steps.Add(next),
                next is Step.Use use ? used.AddRange(use.Operands) : used,
                left - 1
            )
            select all;

    private static Gen<Step> Next(
        Primitive[] table,
        bool wild,
        int count,
        ImmutableList<int> used,
        Step? last
    )
    {
        var number =
            from shape in Arrays.Shapes
            from values in Arrays.Values(shape, wild)
            select (Step)new Step.Number(shape, values);
        var use =
            from primitive in Gen.Elements(table)
            from applied in Use(primitive, Slot(count, used))
            select applied;
        // A primitive once more on what it has just made: what undoes itself, or changes nothing the second time.
        return last is Step.Use { Operands.Count: 1 } again
            ? Gen.Frequency((1, number), (9, use), (1, Gen.Constant<Step>(again.On([count - 1]))))
            : Gen.Frequency((1, number), (9, use));
    }

    private static Gen<Step> Use(Primitive primitive, Gen<int> slot) =>
        from operands in slot.ListOf(primitive.Arity.Least + (primitive.Arity.IsVariadic ? 1 : 0))
        from choice in Gen.Choose(0, 999)
        from inside in Gen.Frequency((7, Gen.Constant(true)), (1, Gen.Constant(false)))
        select (Step)new Step.Use(primitive, operands, choice, inside);

    /// <summary>A slot: most often the last or a recent one, so that primitives meet, or one that an earlier step has used, else any.</summary>
    private static Gen<int> Slot(int count, ImmutableList<int> used) =>
        Gen.Frequency(
            (4, Gen.Constant(count - 1)),
            (4, Gen.Choose(Math.Max(0, count - 3), count - 1)),
            (used.IsEmpty ? 0 : 2, used.IsEmpty ? Gen.Constant(0) : Gen.Elements<int>(used)),
            (2, Gen.Choose(0, count - 1))
        );
}
