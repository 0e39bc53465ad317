namespace FunctionalGrad;

/// <summary>The style sheet of charts, kept from what else stands on a page. The colours of series are Okabe and Ito's, told apart by those who confuse red and green.</summary>
internal static class ChartStyle
{
    /// <summary>How many colours there are for series; each has a dash and a marker of its own as well.</summary>
    public const int Colors = 7;

    private const string Light =
        "svg.chart{--page:#ffffff;--ink:#1f2328;--faint:#59636e;--grid:#d8dee4;--s0:#0072b2;--s1:#d55e00;--s2:#009e73;--s3:#b8578c;--s4:#b57b00;--s5:#3a93c9;--s6:#59636e}";

    private const string Dark =
        "svg.chart{--page:#0d1117;--ink:#f0f6fc;--faint:#9aa4af;--grid:#30363d;--s0:#56b4e9;--s1:#ff8c42;--s2:#2fc79a;--s3:#e39cc4;--s4:#f0c040;--s5:#9ad0f5;--s6:#9aa4af}";

    private const string Rules =
        ".chart text{font-family:system-ui,'Segoe UI','DejaVu Sans',sans-serif;font-size:12px;fill:var(--ink)}"
        + ".chart .page{fill:var(--page)}.chart .heading{font-size:14px;font-weight:bold}.chart .faint{fill:var(--faint)}"
        + ".chart .middle{text-anchor:middle}.chart .end{text-anchor:end}"
        + ".chart .halo{paint-order:stroke;stroke:var(--page);stroke-width:4px}"
        + ".chart .grid{fill:none;stroke:var(--grid)}.chart .frame{fill:none;stroke:var(--faint)}"
        + ".chart .guide{fill:none;stroke:var(--ink);stroke-width:1.2;stroke-dasharray:2 4}"
        + ".chart .contour{fill:none;stroke:var(--faint);stroke-opacity:.6}"
        + ".chart .line{fill:none;stroke:var(--c);stroke-width:2;stroke-linejoin:round}.chart .thin{stroke-width:1;stroke-opacity:.35}.chart .thick{stroke-width:4}"
        + ".chart .area{fill:var(--c);shape-rendering:crispEdges}.chart .ink{fill:var(--ink);shape-rendering:crispEdges}.chart .marker{fill:var(--c);stroke:var(--page);stroke-width:.8}"
        + ".chart .wrong{fill:none;stroke:var(--s1);stroke-width:2}"
        + ".chart .c0{--c:var(--s0)}.chart .c1{--c:var(--s1)}.chart .c2{--c:var(--s2)}.chart .c3{--c:var(--s3)}"
        + ".chart .c4{--c:var(--s4)}.chart .c5{--c:var(--s5)}.chart .c6{--c:var(--s6)}";

    private static readonly string[] Dashes =
    [
        "none",
        "7 3",
        "2 3",
        "9 3 2 3",
        "12 4",
        "4 2",
        "1 2",
    ];

    public static string ColorOf(int series) => $"c{series % Colors}";

    public static string DashOf(int series) => Dashes[series % Dashes.Length];

    public static string Of(PictureTheme theme) =>
        theme switch
        {
            PictureTheme.Light => Light + Rules,
            PictureTheme.Dark => $"{Dark}@media print{{{Light}}}{Rules}",
            PictureTheme.Auto =>
                $"{Light}@media screen and (prefers-color-scheme:dark){{{Dark}}}{Rules}",
            _ => throw new ArgumentOutOfRangeException(nameof(theme)),
        };
}
