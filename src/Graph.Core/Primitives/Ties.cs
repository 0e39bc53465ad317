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

    /// <summary>What this policy does where two tie.</summary>
    internal static string Told(Apply apply) =>
        apply.Get<Ties>().Policy switch
        {
            TiePolicy.Split => "a tie is shared evenly, 1/2 to each",
            TiePolicy.First => "at a tie the first input takes all",
            TiePolicy.Second => "at a tie the second input takes all",
            TiePolicy.Error => "a tie is refused",
            var policy => throw new ArgumentOutOfRangeException(nameof(apply), policy, null),
        };

    /// <summary>The share of the gradient that the first input wins against the second, written out by cases.</summary>
    internal static Notation Share(Apply apply) =>
        apply.Get<Ties>().Policy switch
        {
            TiePolicy.Split => new(
                "1 if {0} > {1}, 1/2 if {0} = {1}, else 0",
                @"1 \text{{ if }} {0} > {1} \text{{, }} \frac{{1}}{{2}} \text{{ if }} {0} = {1} \text{{, else }} 0",
                -1
            ),
            TiePolicy.First => new(
                "1 if {0} >= {1} else 0",
                @"1 \text{{ if }} {0} \ge {1} \text{{ else }} 0",
                -1
            ),
            TiePolicy.Second => new(
                "1 if {0} > {1} else 0",
                @"1 \text{{ if }} {0} > {1} \text{{ else }} 0",
                -1
            ),
            TiePolicy.Error => new(
                "1 if {0} > {1}, 0 if {0} < {1}",
                @"1 \text{{ if }} {0} > {1} \text{{, }} 0 \text{{ if }} {0} < {1}",
                -1
            ),
            var policy => throw new ArgumentOutOfRangeException(nameof(apply), policy, null),
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
