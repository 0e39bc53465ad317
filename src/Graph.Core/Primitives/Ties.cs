namespace FunctionalGrad;

/// <summary>What a max or min does at a tie.</summary>
/// <param name="Policy">The policy.</param>
public sealed record Ties(TiePolicy Policy) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals =>
        Policy == TiePolicy.Split ? [] : [new Literal.Word(Policy.ToString())];

    /// <summary>The same policy seen with the inputs swapped.</summary>
    internal Ties Swapped =>
        Policy switch
        {
            TiePolicy.First => new(TiePolicy.Second),
            TiePolicy.Second => new(TiePolicy.First),
            TiePolicy.Split or TiePolicy.Error => this,
            _ => throw new ArgumentOutOfRangeException(nameof(Policy)),
        };

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Ties(
            literals.Count == 0
                ? TiePolicy.Split
                : Enum.Parse<TiePolicy>(((Literal.Word)literals[0]).Text)
        );

    internal static IReadOnlyList<Attributes> Each { get; } =
    [
        new Ties(TiePolicy.Split),
        new Ties(TiePolicy.First),
        new Ties(TiePolicy.Second),
        new Ties(TiePolicy.Error),
    ];
}
