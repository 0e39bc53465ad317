using FsCheck;

namespace FunctionalGrad.Properties;

/// <summary>How a verification draws its cases and how strict it is.</summary>
public sealed record VerifyOptions
{
    /// <summary>The options of a verification that names none.</summary>
    public static VerifyOptions Default { get; } = new();

    /// <summary>How many random cases are looked at; the environment variable FUNCTIONALGRAD_TESTS, else 25.</summary>
    public int Tests { get; init; } = (int)Setting("FUNCTIONALGRAD_TESTS", 25);

    /// <summary>From which all cases follow; the environment variable FUNCTIONALGRAD_SEED, else 2026: a test that passed passes again.</summary>
    public long Seed { get; init; } = Setting("FUNCTIONALGRAD_SEED", 2026);

    /// <summary>The numbers that points are made of, brought into the domains of the primitives that read an input; from -2 to 2 by default.</summary>
    public Gen<double> Values { get; init; } = Arrays.Ordinary;

    /// <summary>Whether random graphs hold infinities, NaN and other numbers at which formulas break.</summary>
    public bool Wild { get; init; }

    /// <summary>Of which share of the cases it may remain open whether the gradient is right; more is a failure that says why.</summary>
    public double MostInconclusive { get; init; } = 0.5;

    /// <summary>How each gradient is checked.</summary>
    public GradientCheckOptions Check { get; init; } = GradientCheckOptions.Default;

    /// <summary>How to repeat the run.</summary>
    internal string Replay =>
        $"seed: FUNCTIONALGRAD_SEED={Seed}, or VerifyOptions.Seed, with {Tests} tests";

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), out long number)
            ? number
            : otherwise;
}
