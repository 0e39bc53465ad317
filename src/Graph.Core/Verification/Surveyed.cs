namespace FunctionalGrad;

/// <summary>A derivative that was compared, and how it was found.</summary>
/// <param name="Entry">What the report tells.</param>
/// <param name="Finding">What the comparison came to.</param>
/// <param name="Direction">Along what it is taken.</param>
/// <param name="Row">Of which element of the output, row-major.</param>
internal sealed record Surveyed(GradientEntry Entry, Finding Finding, Direction Direction, int Row)
{
    /// <summary>The same where differences say otherwise, but every node on the way is right: then the function is not as smooth as its values let it seem.</summary>
    public Surveyed Defended()
    {
        var open = new Verdict.Inconclusive(
            $"{Entry.Verdict.Why}; but every node on the way confirms the gradient, so the function varies within its rounding errors or between the steps"
        );
        return this with
        {
            Entry = Entry with { Verdict = open },
            Finding = Finding with { Verdict = open },
        };
    }

    /// <summary>The same where differences saw nothing, but the nodes on the way make another derivative.</summary>
    public Surveyed Refuted(double value)
    {
        var fail = new Verdict.Fail(
            $"the gradient is {Judgement.Text(Entry.Analytic)}, but the nodes on the way make {Judgement.Text(value)} of it"
        );
        return this with
        {
            Entry = Entry with
            {
                Numeric = value,
                EstimatedError = double.NaN,
                Verdict = fail,
                Note = "too small beside the value for differences of the whole: told node by node",
            },
            Finding = Finding with { Verdict = fail, Drowned = false },
        };
    }

    /// <summary>The same where differences saw nothing, but every node on the way is right: it has no numeric value.</summary>
    public Surveyed Confirmed()
    {
        var pass = new Verdict.Pass();
        return this with
        {
            Entry = Entry with
            {
                Numeric = double.NaN,
                EstimatedError = double.NaN,
                Verdict = pass,
                Note =
                    "too small beside the value for differences of the whole: confirmed node by node",
            },
            Finding = Finding with { Verdict = pass, Drowned = false, IsConfirmed = true },
        };
    }
}
