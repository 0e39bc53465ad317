using FsCheck;
using FsCheck.Fluent;
using FunctionalGrad.Properties;

namespace FunctionalGrad.Checking;

/// <summary>The random graphs of a seed: each is drawn by its number alone, so that any one can be replayed.</summary>
internal static class RandomGraphs
{
    public static Recipe Ordinary(int seed, int number) => Draw(Recipes.Ordinary, seed, number);

    public static Recipe Wild(int seed, int number) => Draw(Recipes.Wild, seed, number);

    /// <summary>An ordinary graph that depends on an input; one that does not has nothing to differentiate, and the next is drawn.</summary>
    public static (Recipe Recipe, Circuit Circuit) OfInputs(int seed, int number)
    {
        for (int trial = 0; ; trial++)
        {
            var recipe = Draw(Recipes.Ordinary, unchecked(seed + 1_000_003 * trial), number);
            var circuit = recipe.Build();
            if (Tape.Of(circuit.Scalar).Inputs.Any())
                return (recipe, circuit);
        }
    }

    public static Recipe Draw(Gen<Recipe> recipes, int seed, int number) =>
        recipes.Sample(1, new Rnd(Mixed(seed, number)), 10).First();

    private static ulong Mixed(int seed, int number)
    {
        ulong z = unchecked(((ulong)(uint)seed << 32 | (uint)number) + 0x9e3779b97f4a7c15);
        z = unchecked((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9);
        z = unchecked((z ^ (z >> 27)) * 0x94d049bb133111eb);
        return z ^ (z >> 31);
    }
}
