using System.Numerics;

namespace FunctionalGrad;

/// <summary>A named sequence of points, drawn as one line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points in order; a gap is left where one is not finite.</param>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>What the legend calls it.</summary>
    public string Name { get; init; } = Argument.NotNull(Name);

    /// <summary>Its points in order; a gap is left where one is not finite.</summary>
    public IReadOnlyList<(double X, double Y)> Points { get; init; } = Argument.NotNull(Points);

    /// <summary>A number that the states of a run tell, over their steps: <c>Series.Of("loss", states, state => state.Loss)</c>.</summary>
    public static Series Of<T>(
        string name,
        IEnumerable<TrainingState<T>> states,
        Func<TrainingState<T>, double> value
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(value);
        TrainingState<T>[] all = [.. states];
        Argument.NoNulls(all, nameof(states));
        return new(name, [.. all.Select(state => ((double)state.Step, value(state)))]);
    }

    /// <summary>The mean of each point with its neighbours, as many on either side as given and as there are on both.</summary>
    internal Series Smoothed(int neighbours) =>
        this with
        {
            Points =
            [
                .. Points.Select(
                    (point, i) =>
                    {
                        int reach = Math.Min(neighbours, Math.Min(i, Points.Count - 1 - i));
                        double sum = 0;
                        for (int j = i - reach; j <= i + reach; j++)
                            sum += Points[j].Y;
                        return (point.X, sum / (2 * reach + 1));
                    }
                ),
            ],
        };
}
