using System.Globalization;

namespace FunctionalGrad;

/// <summary>One axis of a chart: what it measures, from where to where, and where its ticks stand.</summary>
internal sealed record Scale(string Name, double From, double To, bool IsLog = false)
{
    private const int MostTicks = 6;
    private static readonly double[] Mantissas = [1, 2, 5];

    /// <summary>An axis that holds all finite values exactly; on a logarithmic one those above 0, between ends that are 1, 2 or 5 times a power of ten.</summary>
    public static Scale Of(string name, IEnumerable<double> values, bool isLog = false)
    {
        double low = double.PositiveInfinity,
            high = double.NegativeInfinity;
        foreach (double value in values)
            if (double.IsFinite(value) && (!isLog || value > 0))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high)
            (low, high) = isLog ? (0.1, 1) : (0, 1);
        if (!isLog)
            return low < high
                ? new(name, low, high)
                : new(name, low - Spread(low), high + Spread(high));
        double from = Mantissas.Reverse().Select(m => m * Decade(low)).First(end => end <= low),
            to = Mantissas.Append(10).Select(m => m * Decade(high)).First(end => end >= high);
        return from < to ? new(name, from, to, true) : new(name, from / 2, to * 2, true);
    }

    private static double Decade(double value) => Math.Pow(10, Math.Floor(Math.Log10(value)));

    /// <summary>The same with ends that are round numbers.</summary>
    public Scale Rounded()
    {
        if (IsLog)
            return this;
        double step = Step(From, To);
        return this with
        {
            From = Math.Floor(From / step) * step,
            To = Math.Ceiling(To / step) * step,
        };
    }

    /// <summary>Where a value lies, from 0 to 1; NaN where the axis has no place for it.</summary>
    public double Share(double value) =>
        !double.IsFinite(value) || (IsLog && value <= 0) ? double.NaN
        : IsLog ? Math.Log10(value / From) / Math.Log10(To / From)
        : (value - From) / (To - From);

    public IEnumerable<(double Value, string Label)> Ticks => IsLog ? Decades() : Steps();

    public static string Label(double value) =>
        Math.Abs(value) is var size && (size == 0 || (size >= 1e-4 && size < 1e6))
            ? (Math.Round(value, 9) + 0.0).ToString("0.######", CultureInfo.InvariantCulture)
            : value.ToString("0.##e0", CultureInfo.InvariantCulture);

    private static double Spread(double value) => value == 0 ? 1 : Math.Abs(value) / 2;

    private static double Step(double from, double to)
    {
        double raw = (to - from) / MostTicks,
            power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return raw <= power ? power
            : raw <= 2 * power ? 2 * power
            : raw <= 5 * power ? 5 * power
            : 10 * power;
    }

    private IEnumerable<(double, string)> Steps()
    {
        double step = Step(From, To);
        for (double n = Math.Ceiling(From / step - 1e-9); n * step <= To + step * 1e-9; n++)
        {
            yield return (n * step, Label(n * step));
        }
    }

    private IEnumerable<(double, string)> Decades()
    {
        int from = (int)Math.Floor(Math.Log10(From)),
            to = (int)Math.Ceiling(Math.Log10(To)),
            every = (to - from) / MostTicks + 1;
        double[] mantissas = to - from <= 2 ? Mantissas : [1];
        for (int exponent = from; exponent <= to; exponent += every)
            foreach (double mantissa in mantissas)
                if (
                    mantissa * Math.Pow(10, exponent) is var value
                    && Share(value) is > -1e-9 and < 1 + 1e-9
                )
                    yield return (value, Label(value));
    }
}
