namespace FunctionalGrad;

/// <summary>Marks for points, one shape for each class, so that colour is not needed to tell them apart.</summary>
internal static class Marker
{
    private static readonly string[] Shapes =
    [
        "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        "m-3 -3h6v6h-6z",
        "m0 -4l4 7h-8z",
        "m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
        "m0 4l4 -7h-8z",
        "m-4 -1.2h2.8v-2.8h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4v-2.8h-2.8z",
    ];

    public static string Path(int group, double x, double y) =>
        $"M{ChartPage.N(x)} {ChartPage.N(y)}{Shapes[group % Shapes.Length]}";
}
