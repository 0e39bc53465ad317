using System.Numerics;

namespace FunctionalGrad;

public static partial class Charts
{
    private const int NoisyFrom = 60;

    /// <summary>The loss over the steps of a run, on a logarithmic axis where it is above 0.</summary>
    public static string Loss<T>(
        IEnumerable<TrainingState<T>> states,
        PictureTheme theme = PictureTheme.Auto
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Loss([Series.Of("loss", states, state => state.Loss)], theme);

    /// <summary>Losses over steps. A long line is drawn twice: thin as it is, and thick as the mean over its neighbours.</summary>
    /// <exception cref="ArgumentException">There are no series, or none of them has a point.</exception>
    public static string Loss(IReadOnlyList<Series> series, PictureTheme theme = PictureTheme.Auto)
    {
        Argument.NoNulls(series);
        RequirePoints("loss", series);
        bool isLog = series.All(each =>
            each.Points.All(point => point.Y > 0 || !double.IsFinite(point.Y))
        );
        return Curves("Loss", "loss", series, isLog, theme);
    }

    /// <summary>The accuracy over the steps of a run that measured <see cref="Metric.Accuracy"/>.</summary>
    /// <exception cref="ArgumentException">No state has a metric of that name.</exception>
    public static string Accuracy<T>(
        IEnumerable<TrainingState<T>> states,
        PictureTheme theme = PictureTheme.Auto
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Accuracy(
            [
                Series.Of(
                    "accuracy",
                    states,
                    state => state.Metrics.GetValueOrDefault("accuracy", double.NaN)
                ),
            ],
            theme
        );

    /// <summary>Accuracies over steps: shares of what is right, from 0 to 1.</summary>
    /// <exception cref="ArgumentException">There are no series, or none of them has a finite point.</exception>
    public static string Accuracy(
        IReadOnlyList<Series> series,
        PictureTheme theme = PictureTheme.Auto
    )
    {
        Argument.NoNulls(series);
        if (!series.Any(each => each.Points.Any(point => double.IsFinite(point.Y))))
            throw new ArgumentException(
                "accuracy: no accuracy was measured. Give the training step Metric.Accuracy(scores, labels)."
            );
        return Curves("Accuracy", "share that is right", series, false, theme, [1]);
    }

    private static string Curves(
        string title,
        string up,
        IReadOnlyList<Series> series,
        bool isLog,
        PictureTheme theme,
        double[]? always = null
    )
    {
        Series[] smooth =
        [
            .. series.Select(each =>
                each.Points.Count < NoisyFrom ? each : each.Smoothed(each.Points.Count / 40)
            ),
        ];
        return Drawn(
            title,
            "step",
            up,
            smooth,
            isLog,
            theme,
            i => ReferenceEquals(smooth[i], series[i]) ? null : series[i],
            always: always
        );
    }
}
