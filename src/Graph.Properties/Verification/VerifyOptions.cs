using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>How a verification draws its cases and how strict it is.</summary>
public sealed record VerifyOptions
{
    private const int Parts = 1000;
    private const double DefaultZeros = 1.0 / 6;

    /// <summary>The options of a verification that names none.</summary>
    public static VerifyOptions Default { get; } = new();

    /// <summary>How many random cases are looked at, at least 1; the environment variable FUNCTIONALGRAD_TESTS, else 25.</summary>
    public int Tests { get; init; } = (int)Setting("FUNCTIONALGRAD_TESTS", 25);

    /// <summary>From which all cases follow; the environment variable FUNCTIONALGRAD_SEED, else 2026: a test that passed passes again.</summary>
    public long Seed { get; init; } = Setting("FUNCTIONALGRAD_SEED", 2026);

    /// <summary>The numbers that points are made of, brought into the domains of the primitives that read an input; from -2 to 2 by default.</summary>
    public Gen<double> Values { get; init; } = Arrays.Ordinary;

    /// <summary>
    /// The share of the points in which one input is exactly 0 in one element and some more, where that lies in a domain or on a kink: there
    /// conventions show, and rules that are right everywhere else. One in six by default, none where <see cref="Values"/> are given.
    /// </summary>
    public double? Zeros { get; init; }

    /// <summary>Whether random graphs hold infinities, NaN and other numbers at which formulas break.</summary>
    public bool Wild { get; init; }

    /// <summary>Of which share of the cases it may remain open whether the gradient is right; more is a failure that says why.</summary>
    public double MostInconclusive { get; init; } = 0.5;

    /// <summary>How each gradient is checked.</summary>
    public GradientCheckOptions Check { get; init; } = GradientCheckOptions.Default;

    /// <summary>Whether a point is one with zeros.</summary>
    internal Gen<bool> DrawZeros
    {
        get
        {
            double share = Zeros ?? (ReferenceEquals(Values, Arrays.Ordinary) ? DefaultZeros : 0);
            return Gen.Choose(1, Parts).Select(part => part <= share * Parts);
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">A number makes no sense.</exception>
    internal void Require()
    {
        if (Tests < 1)
            throw new ArgumentOutOfRangeException(
                nameof(Tests),
                $"verify: Tests is {Tests}: nothing would be tested. Look at 1 case at least."
            );
        if (!(MostInconclusive is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(MostInconclusive),
                FormattableString.Invariant(
                    $"verify: MostInconclusive is {MostInconclusive}: it is a share, from 0 to 1."
                )
            );
        if (Zeros is { } zeros && !(zeros is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(Zeros),
                FormattableString.Invariant(
                    $"verify: Zeros is {zeros}: it is a share, from 0 to 1."
                )
            );
    }

    /// <summary>How to repeat the run.</summary>
    internal string Replay =>
        $"seed: FUNCTIONALGRAD_SEED={Seed}, or VerifyOptions.Seed, with {Tests} tests";

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), out long number)
            ? number
            : otherwise;
}
