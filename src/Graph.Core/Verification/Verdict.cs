namespace FunctionalGrad;

/// <summary>What a check came to: pass, fail, or inconclusive; never a silent skip.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>The derivative was compared and is right, or nothing speaks against it: then <paramref name="Vacuity"/> says so.</summary>
    /// <param name="Vacuity">Why passing means nothing here, as where the function is constant; null for a pass that means something.</param>
    public sealed record Pass(string? Vacuity = null) : Verdict
    {
        /// <summary>Which steps could not say anything, and why; null where all that were run did.</summary>
        public string? Reservation { get; init; }

        /// <inheritdoc/>
        public override string ToString() =>
            (Vacuity is null ? "pass" : $"pass, vacuous: {Vacuity}")
            + (Reservation is null ? "" : $", but for: {Reservation}");
    }

    /// <summary>The derivative is wrong.</summary>
    /// <param name="Reason">In what, as a sentence.</param>
    public sealed record Fail(string Reason) : Verdict
    {
        /// <summary>The sentence.</summary>
        public string Reason { get; } = Reason ?? throw new ArgumentNullException(nameof(Reason));

        /// <inheritdoc/>
        public override string ToString() => $"FAIL: {Reason}";
    }

    /// <summary>Nothing can be said at this point.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record Inconclusive(string Reason) : Verdict
    {
        /// <summary>The sentence.</summary>
        public string Reason { get; } = Reason ?? throw new ArgumentNullException(nameof(Reason));

        /// <inheritdoc/>
        public override string ToString() => $"inconclusive: {Reason}";
    }

    /// <summary>The sentence that comes with the verdict; null for a pass without reservation that means something.</summary>
    public string? Why =>
        this switch
        {
            Pass pass => pass.Vacuity ?? pass.Reservation,
            Fail fail => fail.Reason,
            Inconclusive inconclusive => inconclusive.Reason,
            _ => null,
        };

    /// <summary>One word: pass, FAIL or inconclusive.</summary>
    internal string Word =>
        this switch
        {
            Pass => "pass",
            Fail => "FAIL",
            _ => "inconclusive",
        };
}
