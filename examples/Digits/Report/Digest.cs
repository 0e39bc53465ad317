using System.Text.RegularExpressions;

namespace Digits;

/// <summary>What stands in the listing of a program, in a few rows: how much there is, and how its notation is read, by examples taken from the listing itself.</summary>
internal sealed partial class Digest(string listing)
{
    private readonly string[] lines = listing.Split('\n');

    [GeneratedRegex(@"%(\d+) (\[[\d, ]*\]) at (\d+)")]
    private static partial Regex Stored();

    [GeneratedRegex(@"\btile\d+\b")]
    private static partial Regex Tile();

    [GeneratedRegex(@"\brows \[[\d, ]*\]")]
    private static partial Regex Rows();

    [GeneratedRegex(@"\bout\d+\b")]
    private static partial Regex Result();

    [GeneratedRegex(@"\bview [^,)\s]+")]
    private static partial Regex View();

    public IEnumerable<string[]> Table()
    {
        int groups = lines.Count(line => line.Contains(" fused over ", StringComparison.Ordinal));
        yield return ["the whole", lines[0]];
        yield return ["groups of fused operations", Page.Number(groups, "N0")];
        yield return
        [
            "the arena",
            "one block of memory, in which all arrays lie that are needed only on the way",
        ];
        var stored = Stored().Matches(listing);
        // One that does not begin where the arena does says more.
        if (
            (
                stored.FirstOrDefault(each => each.Groups[3].Value != "0")
                ?? stored.FirstOrDefault()
            ) is
            { } array
        )
            yield return
            [
                array.Value,
                $"in the listing: array number {array.Groups[1]} of those on the way, its shape {array.Groups[2]}, and the place in the arena where it begins, {array.Groups[3]} numbers from the start",
            ];
        (Regex Pattern, string Meaning)[] words =
        [
            (
                Tile(),
                "a short piece of an array, which is used up at once and never stored in the arena"
            ),
            (
                Rows(),
                "some rows of a matrix product, handed on to the operations below as soon as they are there"
            ),
            (View(), "an array that is read in another order or shape, without a copy"),
            (Result(), "a result"),
        ];
        foreach (var (pattern, meaning) in words)
            if (pattern.Match(listing) is { Success: true } example)
                yield return [example.Value, $"in the listing: {meaning}"];
    }
}
