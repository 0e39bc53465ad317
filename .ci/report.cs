// Checks that a report is a page that a parser accepts, with all its parts, and that it needs no other file.
using System.Xml.Linq;

XNamespace html = "http://www.w3.org/1999/xhtml",
    svg = "http://www.w3.org/2000/svg";
var page = XDocument.Load(args[0]);
string[] parts =
[
    "network",
    "check",
    "curves",
    "flow",
    "updates",
    "units",
    "confusion",
    "samples",
    "maps",
    "program",
];
string[] found =
[
    .. page.Descendants(html + "section").Select(section => (string)section.Attribute("id")!),
];
string[] missing = [.. parts.Except(found)];
int pictures = page.Descendants(svg + "svg").Count();
bool isAlone = !page.Descendants()
    .Attributes()
    .Any(each =>
        !each.IsNamespaceDeclaration
        && (
            each.Name.LocalName == "src"
            || (each.Name.LocalName == "href" && !each.Value.StartsWith('#'))
        )
    );
Console.WriteLine(
    $"report: {found.Length} parts, {pictures} pictures, {new FileInfo(args[0]).Length / 1024} KB"
);
if (missing.Length > 0)
    Console.WriteLine($"report: it lacks {string.Join(", ", missing)}");
if (!isAlone)
    Console.WriteLine("report: it refers to other files");
return missing.Length == 0 && pictures >= 10 && isAlone ? 0 : 1;
