namespace FunctionalGrad;

/// <summary>The style sheet of a drawn picture. Colours are of the Okabe-Ito kind, told apart by those who confuse red and green; place tells value from gradient too.</summary>
internal static class SvgStyle
{
    private const string Light =
        "svg{--page:#ffffff;--ink:#1f2328;--faint:#59636e;--wire:#6e7781;--box:#f6f8fa;--input:#ddf4ff;--module:#f3f0fa;--value:#00663d;--gradient:#b3261e;--kink:#d55e00}";

    private const string Dark =
        "svg{--page:#0d1117;--ink:#f0f6fc;--faint:#9aa4af;--wire:#8b949e;--box:#21262d;--input:#12304d;--module:#1a1626;--value:#56d4a0;--gradient:#ff9a8f;--kink:#ffa657}";

    private const string Rules =
        "text{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:12px;fill:var(--ink);white-space:pre}"
        + ".page{fill:var(--page)}.heading{font-size:15px;font-weight:bold}.small{font-size:10px}"
        + ".label{font-size:13px;text-anchor:middle}.caption{fill:var(--faint);text-anchor:middle}.title{fill:var(--faint)}"
        + "text.value,tspan.value{fill:var(--value)}text.gradient,tspan.gradient{fill:var(--gradient)}"
        + ".wire{fill:none;stroke:var(--wire);stroke-width:1.5}.fork{fill:var(--ink)}"
        + "rect.gate,rect.input,rect.collapsed{stroke:var(--wire);stroke-width:1.2;fill:var(--box)}rect.input{fill:var(--input)}"
        + "rect.collapsed{stroke-dasharray:5 3}rect.kink{stroke:var(--kink);stroke-width:2.5}"
        + "rect.module{fill:var(--module);stroke:var(--faint);stroke-dasharray:3 3}";

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
