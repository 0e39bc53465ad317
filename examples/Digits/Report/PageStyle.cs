namespace Digits;

/// <summary>How the page looks: on light and dark screens, narrow ones, and on paper.</summary>
internal static class PageStyle
{
    public const string Css = """

        html{color-scheme:light dark;--page:#ffffff;--ink:#1f2328;--faint:#59636e;--rule:#d8dee4;--mark:#0059b3}
        @media screen and (prefers-color-scheme:dark){html{--page:#0d1117;--ink:#f0f6fc;--faint:#9aa4af;--rule:#30363d;--mark:#79b8ff}}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,'Segoe UI','DejaVu Sans',sans-serif}
        main{max-width:1240px;margin:0 auto;padding:24px 20px 64px;box-sizing:border-box}
        h1{font-size:28px;line-height:1.25;margin:8px 0 12px}
        h2{font-size:20px;margin:44px 0 8px;border-bottom:1px solid var(--rule);padding-bottom:4px}
        p{max-width:76ch;margin:8px 0}
        .lead{font-size:18px}
        nav{display:flex;flex-wrap:wrap;gap:6px 18px;margin:16px 0}
        a{color:var(--mark)}
        figure{margin:16px 0;break-inside:avoid}
        figure svg{max-width:100%;height:auto;display:block}
        figcaption{color:var(--faint);font-size:14px;margin-top:4px;max-width:76ch}
        .side{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,540px),1fr));gap:0 20px;align-items:start}
        table{border-collapse:collapse;font-size:14px;margin:12px 0}
        th,td{text-align:left;padding:3px 14px 3px 0;border-bottom:1px solid var(--rule);vertical-align:top}
        td{font-variant-numeric:tabular-nums}
        summary{cursor:pointer;color:var(--mark)}
        pre{font:12px/1.45 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--rule);padding:12px}
        @media print{@page{size:A4;margin:12mm}main{max-width:none;padding:0}nav{display:none}body{font-size:13px}h1,h2{break-after:avoid}h2{margin-top:20px}section,p,figure,tr{break-inside:avoid}.side{display:block}figure{margin:10px 0}figure svg{max-height:78mm;width:auto}#flow svg{max-height:105mm}#network{break-inside:auto}#network svg{max-height:215mm}#maps svg,#confusion svg{max-height:110mm}table{font-size:11px;margin:8px 0}th,td{padding:2px 10px 2px 0}thead{display:table-header-group}pre{font-size:11px;columns:2}}

        """;
}
