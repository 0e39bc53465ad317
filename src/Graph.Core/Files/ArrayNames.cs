using System.Text;

namespace FunctionalGrad;

/// <summary>Which names arrays in files may have: any well-formed text that is not empty.</summary>
internal static class ArrayNames
{
    /// <summary>The same arrays, each checked before it is handed on.</summary>
    /// <exception cref="ArgumentException">A name is empty, repeated or not well-formed text.</exception>
    public static IEnumerable<KeyValuePair<string, TArray>> Savable<TArray>(
        IEnumerable<KeyValuePair<string, TArray>> arrays
    )
    {
        ArgumentNullException.ThrowIfNull(arrays);
        var names = new HashSet<string>();
        foreach (var pair in arrays)
        {
            RequireSavable(pair.Key, pair.Value);
            if (!names.Add(pair.Key))
                throw new ArgumentException(
                    $"save: two arrays are named {FileLocation.Quote(pair.Key)}. Give them different names."
                );
            yield return pair;
        }
    }

    private static void RequireSavable(string name, object? array)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(array);
        if (name.Length == 0)
            throw new ArgumentException(
                "save: an array has the empty name. Give every array a name."
            );
        if (!IsWellFormed(name))
            throw new ArgumentException(
                $"save: the name {FileLocation.Quote(name)} is not well-formed text: it holds half of a surrogate pair, a replacement character or a zero."
            );
    }

    private static bool IsWellFormed(string name)
    {
        foreach (var rune in name.EnumerateRunes())
            if (rune == Rune.ReplacementChar || rune.Value == 0)
                return false;
        return true;
    }
}
