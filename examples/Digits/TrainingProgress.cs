using System.Diagnostics;
using Spectre.Console;

namespace Digits;

/// <summary>Walks a run of states and shows where it stands: a bar that moves with every step, a line for every tenth epoch.</summary>
internal static class TrainingProgress
{
    public static TrainingState<float> Show(
        IEnumerable<TrainingState<float>> run,
        int epochs,
        int stepsPerEpoch,
        Func<TrainingState<float>, double> heldOut
    )
    {
        var clock = Stopwatch.StartNew();
        TrainingState<float>? last = null;
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
                    last = state;
                    bar.Increment(1);
                    loss += state.Loss / stepsPerEpoch;
                    accuracy += state.Metrics["accuracy"] / stepsPerEpoch;
                    if (state.Step % stepsPerEpoch != 0)
                        continue;
                    long epoch = state.Step / stepsPerEpoch;
                    bar.Description = FormattableString.Invariant($"epoch {epoch}, loss {loss:F4}");
                    if (epoch == 1 || epoch % 10 == 0)
                        AnsiConsole.WriteLine(
                            FormattableString.Invariant(
                                $"{epoch, 5}  {loss, 8:F5}  {accuracy, 9:F4}  {heldOut(state), 12:F4}  {state.Metrics["gradientNorm"], 10:F5}  {state.Metrics["updateRatio"], 13:0.0e+00}"
                            )
                        );
                    (loss, accuracy) = (0, 0);
                }
            });
        AnsiConsole.WriteLine(
            FormattableString.Invariant(
                $"{last!.Step} steps in {clock.Elapsed.TotalSeconds:F1} s, {last.Step / clock.Elapsed.TotalSeconds:F0} a second"
            )
        );
        AnsiConsole.WriteLine();
        return last;
    }
}
