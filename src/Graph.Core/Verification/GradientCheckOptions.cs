namespace FunctionalGrad;

/// <summary>What a gradient check may spend and how strict it is.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>The options of a check that names none.</summary>
    public static GradientCheckOptions Default { get; } = new();

    /// <summary>From which all random directions and entries follow.</summary>
    public long Seed { get; init; }

    /// <summary>How many entries are looked at.</summary>
    public CheckCost Cost { get; init; } = CheckCost.Auto;

    /// <summary>The inputs to check; all that the graph has by default.</summary>
    public IReadOnlyList<Expr>? Wrt { get; init; }

    /// <summary>The relative error that is accepted besides ten times the estimated error of the differences.</summary>
    public double RelativeTolerance { get; init; } = 1e-7;

    /// <summary>An error that is accepted however small the derivative is: 0 by default, for what rounding explains is measured and not taken for granted.</summary>
    public double AbsoluteTolerance { get; init; }

    /// <summary>Whether second derivatives are checked too.</summary>
    public bool SecondOrder { get; init; } = true;

    /// <summary>Whether a derivative at a kink must be the subgradient of least norm, as the library's conventions have it; else any between the one-sided slopes passes.</summary>
    public bool LeastNorm { get; init; } = true;

    /// <summary>In single precision value and gradient are compared with those in double as well, within what rounding explains; differences are always taken in double.</summary>
    public ElementType ElementType { get; init; } = ElementType.Double;

    /// <summary>Is told how far the check has come.</summary>
    public IProgress<GradientCheckProgress>? Progress { get; init; }

    /// <summary>Ends the check with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
