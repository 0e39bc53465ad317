using System.Xml.Linq;
using static Digits.Page;

namespace Digits;

/// <summary>A run told as one page: what was built, whether its gradient is right, how it learnt, and what it reads now.</summary>
internal sealed partial record Report
{
    private const int Samples = 24;
    private const int MostMistakes = 24;
    private const int EntriesShown = 10;
    private const int MostBoxes = 26;

    /// <summary>Little wider than an upright page of paper, where letters must not shrink much.</summary>
    private const int WidestPicture = 900;

    /// <summary>The network in a few words: <c>64-256-128-10</c>.</summary>
    public required string Network { get; init; }

    public required int TrainedOn { get; init; }

    /// <summary>The trace of the cost on one batch, before anything was trained.</summary>
    public required BackwardTrace Trace { get; init; }

    public required TrainingStep Step { get; init; }

    public required GradientReport Check { get; init; }

    public required TrainingHistory History { get; init; }

    public required DigitSet HeldOut { get; init; }

    /// <summary>The scores of what is held out, by the trained network.</summary>
    public required NDArray<float> Scores { get; init; }

    /// <summary>The first layer's weight.</summary>
    public required string FirstLayer { get; init; }

    public string ToHtml()
    {
        XElement[] sections =
        [
            NetworkPart(),
            CheckPart(),
            CurvesPart(),
            FlowPart(),
            UpdatesPart(),
            UnitsPart(),
            ConfusionPart(),
            SamplesPart(),
            MapsPart(),
            ProgramPart(),
        ];
        double accuracy = HeldOut.Accuracy(Scores);
        return Write(
            "Reading handwritten digits",
            E("h1", "Reading handwritten digits: what happened in this run"),
            E(
                "p",
                new XAttribute("class", "lead"),
                $"A network with {Whole(Step.Parameters.Sum(p => p.Shape.Size))} parameters looked at {Whole(TrainedOn)} digits of 8 x 8 pixels, again and again, for {Whole(History.Last.Step)} steps. "
                    + $"Then it was shown {Whole(HeldOut.Rows)} digits that it had never seen, and read {Percent(accuracy)} of them right."
            ),
            P(
                "Everything on this page was computed and drawn by the run itself. The page is one file: nothing is loaded from anywhere, and it can be printed."
            ),
            Links(sections),
            sections
        );
    }

    private XElement NetworkPart() =>
        Section(
            "network",
            "The network",
            P(
                $"The network is an expression, {Network}: numbers flow from left to right, through layers whose names stand in the boxes with dashed borders, to a single number at the end, the cost. "
                    + "Then the chain rule goes back from right to left, and tells for each wire how much the cost would change if the number on it changed: its gradient. "
                    + "Above each wire stands its value in green, below it its gradient in red: of an array the shape and the norm are shown, of a single number, such as the cost, the number itself."
            ),
            Figure(
                Explain.Svg(Trace, MostBoxes, widest: WidestPicture),
                "The cost on the first batch, before the first step. A dot is a place where a value is used more than once: there gradients add up."
            )
        );

    private XElement CheckPart() =>
        Section(
            "check",
            "Is the gradient right?",
            P(
                $"Before anything was trained, derivatives were compared with plain differences: change one number a little, and see how much the cost changes. The verdict: {Check.Verdict}. "
                    + $"{Whole(Check.PassedCount)} of {Whole(Check.Entries.Count)} derivatives are right; the worst relative error is {Number(Check.WorstRelativeError, "0.0e+00")}, where 1e-7 would already be good."
            ),
            Table(
                ["derivative", "by the chain rule", "by differences", "relative error", "verdict"],
                Check
                    .Entries.Take(EntriesShown)
                    .Select(entry =>
                        new[]
                        {
                            entry.Place,
                            Number(entry.Analytic, "G6"),
                            Number(entry.Numeric, "G6"),
                            Number(entry.RelativeError, "0.0e+00"),
                            Word(entry.Verdict),
                        }
                    )
            ),
            P(
                $"These are the {Whole(Math.Min(EntriesShown, Check.Entries.Count))} derivatives that agree the least. The check asks {Whole(Check.Steps.Count)} questions:"
            ),
            Table(
                ["step", "name", "what is asked", "verdict", "found"],
                Check.Steps.Select(step =>
                    new[]
                    {
                        Whole(step.Number),
                        step.Name,
                        StepQuestion.Of(step),
                        Word(step.Verdict),
                        step.Figure,
                    }
                )
            )
        );

    private XElement CurvesPart() =>
        Section(
            "curves",
            "How it learnt",
            P(
                $"Each step looks at one batch of digits and moves all parameters a little against the gradient. The cost fell from {Number(History.Loss.Points[0].Y, "0.00")} to {Number(History.Loss.Points[^1].Y, "0.0000")}. "
                    + $"What counts are digits that the network does not learn from: after the first epoch it read {Percent(History.HeldOut.Points[0].Y)} of them, at the end {Percent(History.HeldOut.Points[^1].Y)}. "
                    + "While it trains, units are dropped at random, so that it looks worse on the training batches than it is."
            ),
            Side(
                Figure(
                    Charts.Loss([History.Loss]),
                    "The cost of each batch: thin as it is, thick as a mean over neighbouring steps."
                ),
                Figure(
                    Charts.Accuracy([History.Accuracy, History.HeldOut]),
                    "The share of digits that were read right."
                )
            )
        );

    private XElement FlowPart() =>
        Section(
            "flow",
            "Gradient flow",
            P(
                "The gradient comes from the cost and goes back through all layers. Where it shrinks on its way, the first layers learn nothing; where it grows, training jumps about. Look whether the lines lie far apart, and whether they end far below where they began."
            ),
            Side(
                Figure(
                    Charts.GradientNorms(History.Observations),
                    "The norm of each parameter's gradient, once an epoch."
                ),
                Figure(
                    Charts.GradientHistograms(History.Observations),
                    "How the sizes of the gradient's elements are spread, once an epoch: darker where more elements are."
                )
            )
        );

    private XElement UpdatesPart()
    {
        var last = History.Observations[^1].Parameters;
        return Section(
            "updates",
            "How far a step moves the parameters",
            P(
                $"A step should change each parameter by about a thousandth of its size: much more, and it forgets; much less, and it hardly learns. The rate falls along the run, so that the last steps are small: {string.Join(", ", last.Where(p => p.Name.EndsWith("weight", StringComparison.Ordinal)).Select(p => $"{p.Name} moves by {Number(p.UpdateRatio, "0.0e+00")}"))} of its size. Biases start at 0, and so move far at first."
            ),
            Figure(
                Charts.UpdateRatios(History.Observations),
                "The size of a step relative to the size of the parameter, once an epoch."
            )
        );
    }

    private XElement UnitsPart()
    {
        var last = History.Observations[^1].Layers;
        return Section(
            "units",
            "Dead and saturated units",
            P(
                $"A hidden unit whose slope is 0 for every digit of the batch is dead there: no digit of this batch can change its weights. One whose slope is nearly 0 is saturated, and learns slowly. At the end {string.Join("; ", last.Select(DeadUnits))}."
            ),
            Figure(
                Charts.DeadUnits(History.Observations),
                "The share of units that are dead, and the share of slopes that are nearly 0, once an epoch."
            )
        );
    }

    private static string DeadUnits(LayerObservation layer) =>
        $"{(layer.Dead == 0 ? "none" : Whole(layer.Dead))} of the {Whole(layer.Units)} units of {layer.Name} {(layer.Dead == 1 ? "is" : "are")} dead, and {Percent(layer.Saturated)} of its slopes are smaller than 0.01";

    private XElement ProgramPart()
    {
        string listing = Compile.Of([.. Step.Outputs]).ToString();
        return Section(
            "program",
            "What the computer did in each step",
            P(
                "Cost, gradients, update rule and measurements are one expression, which was compiled: elementwise operations that can run together are fused, and arrays that are not needed at the same time share memory. This is the program of one step."
            ),
            Table(["what", "how much"], new Digest(listing).Table()),
            E("details", E("summary", "The full listing"), E("pre", listing))
        );
    }

    private static string Word(Verdict verdict) => verdict is Verdict.Pass ? "pass" : $"{verdict}";

    private static string Whole(long number) => Number(number, "N0");
}
