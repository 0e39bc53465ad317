using System.Diagnostics;
using Spectre.Console;

namespace Digits;

/// <summary>Walks a run of states and shows where it stands: a bar that moves with every step, a line for every tenth epoch.</summary>
internal static class TrainingProgress
{
    /// <param name="run">The states that follow the start.</param>
    /// <param name="start">The state before the first step.</param>
    /// <param name="epochs">How many epochs the run has.</param>
    /// <param name="stepsPerEpoch">How many steps an epoch has.</param>
    /// <param name="heldOut">The accuracy on what is held out.</param>
    /// <param name="observe">What a state and the next look like from inside, asked for once an epoch.</param>
    public static TrainingHistory Show(
        IEnumerable<TrainingState<float>> run,
        TrainingState<float> start,
        int epochs,
        int stepsPerEpoch,
        Func<TrainingState<float>, double> heldOut,
        Func<TrainingState<float>, TrainingState<float>, Observation> observe
    )
    {
        var clock = Stopwatch.StartNew();
        var last = start;
        List<(double, double)> losses = [],
            accuracies = [],
            unseen = [];
        var observations = new List<Observation>();
        AnsiConsole.WriteLine(
            "epoch      loss  train acc  held-out acc  |gradient|  update/weight"
        );
        AnsiConsole
            .Progress()
            .AutoClear(true)
            .Start(progress =>
            {
                var bar = progress.AddTask("training", maxValue: epochs * stepsPerEpoch);
                double loss = 0,
                    accuracy = 0;
                foreach (var state in run)
                {
                    if (last.Step % stepsPerEpoch == 0)
                        observations.Add(observe(last, state));
                    last = state;
                    bar.Increment(1);
                    losses.Add((state.Step, state.Loss));
                    accuracies.Add((state.Step, state.Metrics["accuracy"]));
                    loss += state.Loss / stepsPerEpoch;
                    accuracy += state.Metrics["accuracy"] / stepsPerEpoch;
                    if (state.Step % stepsPerEpoch != 0)
                        continue;
                    unseen.Add((state.Step, heldOut(state)));
                    long epoch = state.Step / stepsPerEpoch;
                    bar.Description = FormattableString.Invariant($"epoch {epoch}, loss {loss:F4}");
                    if (epoch == 1 || epoch % 10 == 0)
                        AnsiConsole.WriteLine(
                            FormattableString.Invariant(
                                $"{epoch, 5}  {loss, 8:F5}  {accuracy, 9:F4}  {unseen[^1].Item2, 12:F4}  {state.Metrics["gradientNorm"], 10:F5}  {state.Metrics["updateRatio"], 13:0.0e+00}"
                            )
                        );
                    (loss, accuracy) = (0, 0);
                }
            });
        AnsiConsole.WriteLine(
            FormattableString.Invariant(
                $"{last.Step} steps in {clock.Elapsed.TotalSeconds:F1} s, {last.Step / clock.Elapsed.TotalSeconds:F0} a second"
            )
        );
        AnsiConsole.WriteLine();
        return new(
            last,
            new("training loss", losses),
            new("training, each batch", accuracies),
            new("held out, each epoch", unseen),
            observations
        );
    }
}
