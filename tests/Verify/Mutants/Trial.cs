using FsCheck;
using FunctionalGrad.Properties;

namespace FunctionalGrad.Checking.Mutants;

/// <summary>Tries a mutant on graphs until the check fails.</summary>
/// <param name="seed">The seed of the graphs and of the check.</param>
internal sealed class Trial(int seed)
{
    /// <summary>After so many graphs a mutant has survived.</summary>
    public const int MostGraphs = 400;

    /// <summary>A wrong rule: the check must fail and blame a node of the wrong primitive.</summary>
    public Kill Of(Mutant mutant)
    {
        int graphs = 0;
        var samples = mutant.IsCraftedOnly ? [] : RandomSamples(mutant);
        foreach (var sample in mutant.Crafted.Concat(samples))
        {
            graphs++;
            if (!sample.Uses(mutant.Wrong))
                continue;
            var report = GradientCheck.Of(
                sample.Scalar,
                sample.Bindings,
                mutant.Options with
                {
                    Seed = seed,
                }
            );
            if (report.Verdict is Verdict.Fail)
                return new(
                    mutant.Name,
                    mutant.Kind,
                    graphs,
                    report.Blame?.Expression ?? "nothing",
                    ReferenceEquals(report.Blame?.Primitive, mutant.Wrong),
                    report.Blame?.Source ?? ""
                );
        }
        return new(mutant.Name, mutant.Kind, null, "", false, "");
    }

    /// <summary>A wrong pass: the check must fail and blame no rule, for all are right.</summary>
    public Kill Of(WrongPass pass)
    {
        for (int number = 0; number < MostGraphs; number++)
        {
            var circuit = RandomGraphs.Ordinary(seed, number).Build();
            var gradient = pass.Gradient(circuit.Scalar, circuit.Inputs);
            var report = GradientCheck.OfGradient(
                circuit.Scalar,
                [.. circuit.Inputs.Zip(gradient)],
                circuit.Bindings,
                new() { SecondOrder = false, Seed = seed }
            );
            if (report.Verdict is Verdict.Fail)
                return new(
                    pass.Name,
                    pass.Kind,
                    number + 1,
                    report.Blame?.Expression ?? "no rule, rightly",
                    report.Blame is null,
                    report.Blame?.Source ?? $"{circuit.Scalar}"
                );
        }
        return new(pass.Name, pass.Kind, null, "", false, "");
    }

    /// <summary>Random graphs in which the primitive is as frequent as all others together.</summary>
    private IEnumerable<Sample> RandomSamples(Mutant mutant)
    {
        var table = Primitives.All.Concat(Enumerable.Repeat(mutant.Original, Primitives.All.Count));
        var recipes = Recipes.Of(table);
        for (int number = 0; number < MostGraphs; number++)
        {
            var circuit = RandomGraphs
                .Draw(recipes, seed, number)
                .Build(p => ReferenceEquals(p, mutant.Original) ? mutant.Wrong : p);
            yield return new(circuit.Scalar, circuit.Inputs, circuit.Point);
        }
    }
}
