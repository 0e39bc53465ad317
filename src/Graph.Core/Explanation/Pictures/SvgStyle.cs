namespace FunctionalGrad;

/// <summary>The style sheet of a drawn picture, kept from what else stands on a page. Colours are of the Okabe-Ito kind, told apart by those who confuse red and green; place tells value from gradient too.</summary>
internal static class SvgStyle
{
    private const string Light =
        "svg.trace{--page:#ffffff;--ink:#1f2328;--faint:#59636e;--wire:#6e7781;--box:#f6f8fa;--input:#ddf4ff;--module:#f3f0fa;--value:#00663d;--gradient:#b3261e;--kink:#d55e00}";

    private const string Dark =
        "svg.trace{--page:#0d1117;--ink:#f0f6fc;--faint:#9aa4af;--wire:#8b949e;--box:#21262d;--input:#12304d;--module:#1a1626;--value:#56d4a0;--gradient:#ff9a8f;--kink:#ffa657}";

    private const string Rules =
        ".trace text{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:12px;fill:var(--ink);white-space:pre}"
        + ".trace .page{fill:var(--page)}.trace .heading{font-size:15px;font-weight:bold}.trace .small{font-size:11px}"
        + ".trace .label{font-size:13px;text-anchor:middle}.trace .caption{fill:var(--faint);text-anchor:middle}.trace .title{fill:var(--faint)}"
        + ".trace .value{fill:var(--value)}.trace .gradient{fill:var(--gradient)}.trace tspan.kink{fill:var(--kink)}.trace .trouble{fill:var(--gradient);font-weight:bold}"
        + ".trace .wire{fill:none;stroke:var(--wire);stroke-width:1.5}.trace .fork{fill:var(--ink)}"
        + ".trace rect.gate,.trace rect.input,.trace rect.collapsed{stroke:var(--wire);stroke-width:1.2;fill:var(--box)}.trace rect.input{fill:var(--input)}"
        + ".trace rect.collapsed{stroke-dasharray:5 3}.trace rect.kink{stroke:var(--kink);stroke-width:2.5}.trace rect.notfinite{stroke:var(--gradient);stroke-width:3.5}"
        + ".trace rect.module{fill:var(--module);stroke:var(--faint);stroke-dasharray:3 3}"
        // A page of paper is narrower than a wide picture.
        + "@media print{svg.trace{max-width:100%;height:auto}}";

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
