namespace FunctionalGrad.Properties;

/// <summary>The recipes next below one: simpler by one change.</summary>
internal static class Smaller
{
    public static IEnumerable<Recipe> Of(Recipe recipe) =>
        Shorter(recipe)
            .Concat(OfSmallerInputs(recipe))
            .Concat(OfSimplerSteps(recipe))
            .Concat(OfSimplerPoint(recipe));

    private static IEnumerable<Recipe> Shorter(Recipe recipe)
    {
        int count = recipe.Steps.Count;
        if (recipe.Outputs > 1)
            yield return recipe with
            {
                Outputs = 1,
            };
        if (count > 3)
            yield return recipe.Take(count / 2);
        if (count > 0)
            yield return recipe.Take(count - 1);
        for (int index = count - 1; index >= 0; index--)
        {
            int slot = recipe.Leaves.Count + index;
            int[] targets = recipe.Steps[index] is Step.Use use ? [.. use.Operands] : [0];
            foreach (int target in targets.Select(each => each % slot).Distinct())
                yield return recipe.Without(slot, target);
        }
        for (int slot = recipe.Leaves.Count - 1; slot >= 0 && recipe.Leaves.Count > 1; slot--)
            yield return recipe.Without(slot, slot == 0 ? 1 : 0);
    }

    private static IEnumerable<Recipe> OfSmallerInputs(Recipe recipe) =>
        from leaf in recipe.Leaves.Index()
        from shape in Arrays.Shrink(leaf.Item.Shape)
        select recipe.With(leaf.Index, new Leaf(shape, leaf.Item.Values));

    private static IEnumerable<Recipe> OfSimplerPoint(Recipe recipe) =>
        from leaf in recipe.Leaves.Index()
        from values in Arrays.Shrink(leaf.Item.Values)
        select recipe.With(leaf.Index, new Leaf(leaf.Item.Shape, values));

    private static IEnumerable<Recipe> OfSimplerSteps(Recipe recipe) =>
        from step in recipe.Steps.Index()
        from simpler in step.Item is Step.Use use ? Simpler(use) : Simpler((Step.Number)step.Item)
        select recipe.With(step.Index, simpler);

    private static IEnumerable<Step> Simpler(Step.Number number) =>
        [
            .. Arrays.Shrink(number.Shape).Select(shape => new Step.Number(shape, number.Values)),
            .. Arrays.Shrink(number.Values).Select(values => new Step.Number(number.Shape, values)),
        ];

    private static IEnumerable<Step> Simpler(Step.Use use)
    {
        yield return new Step.Number([], [1]);
        if (use.Inside)
            yield return use with
            {
                Inside = false,
            };
        foreach (int choice in new[] { 0, use.Choice / 2, use.Choice - 1 }.Distinct())
            if (choice >= 0 && choice < use.Choice)
                yield return use with
                {
                    Choice = choice,
                };
        for (int i = 0; i < use.Operands.Count; i++)
            if (use.Operands[i] > 0)
                yield return use.On(use.Operands.Select((slot, k) => k == i ? 0 : slot));
    }
}
