namespace FunctionalGrad;

/// <summary>One derivative that was compared: with respect to one element of an input, or along a random direction.</summary>
public sealed record GradientEntry
{
    internal GradientEntry(
        string input,
        Ints? index,
        Ints output,
        double analytic,
        double numeric,
        double estimatedError,
        Verdict verdict,
        string? note
    ) =>
        (Input, Index, Output, Analytic, Numeric, EstimatedError, Verdict, Note) = (
            input,
            index,
            output,
            analytic,
            numeric,
            estimatedError,
            verdict,
            note
        );

    /// <summary>The name of the input; "all inputs" for a direction through all of them.</summary>
    public string Input { get; internal init; }

    /// <summary>Which element of the input, one number per axis; null for a direction.</summary>
    public Ints? Index { get; internal init; }

    /// <summary>Which element of the output, one number per axis; empty where the output is a scalar.</summary>
    public Ints Output { get; internal init; }

    /// <summary>The derivative that is checked.</summary>
    public double Analytic { get; internal init; }

    /// <summary>The derivative by differences; NaN where there is none.</summary>
    public double Numeric { get; internal init; }

    /// <summary>By how much the numeric value itself may be wrong.</summary>
    public double EstimatedError { get; internal init; }

    /// <summary>What the comparison came to.</summary>
    public Verdict Verdict { get; internal init; }

    /// <summary>What is there to be seen, as a sentence: on a kink the slopes on both sides, and what the gradient makes of them; null where there is nothing of the kind.</summary>
    public string? Note { get; internal init; }

    /// <summary>|analytic - numeric|.</summary>
    public double Error => Math.Abs(Analytic - Numeric);

    /// <summary>The error over the larger of both magnitudes; 0 where both are 0.</summary>
    public double RelativeError =>
        Analytic == Numeric ? 0 : Error / Math.Max(Math.Abs(Analytic), Math.Abs(Numeric));

    /// <summary>The input with its element, as in <c>w[2, 0]</c>.</summary>
    public string Place =>
        (Index, Output.Count) switch
        {
            (null, 0) => $"{Input}, a direction",
            (null, _) => $"d[{string.Join(", ", Output)}] / {Input}, a direction",
            ({ Count: 0 }, 0) => Input,
            ({ Count: 0 }, _) => $"d[{string.Join(", ", Output)}] / {Input}",
            ({ } index, 0) => $"{Input}[{string.Join(", ", index)}]",
            ({ } index, _) =>
                $"d[{string.Join(", ", Output)}] / {Input}[{string.Join(", ", index)}]",
        };
}
