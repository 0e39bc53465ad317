using System.Globalization;

namespace FunctionalGrad;

/// <summary>Numbers as the views write them: invariant, -0 as 0.</summary>
internal static class Numbers
{
    /// <summary>Six significant digits.</summary>
    public static string Short(double value) =>
        double.IsNaN(value) ? "nan"
        : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : value == 0 ? "0"
        : value
            .ToString("G6", CultureInfo.InvariantCulture)
            .Replace("E", "e", StringComparison.Ordinal);

    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
