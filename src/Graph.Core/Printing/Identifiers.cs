using System.Text;

namespace FunctionalGrad;

/// <summary>Legal F# identifiers for the parts of one graph, none twice, none that hides a word the text uses.</summary>
internal sealed class Identifiers
{
    private static readonly HashSet<string> Keywords =
    [
        .. "abstract and as asr assert atomic base begin break checked class component const constraint constructor continue default".Split(
            ' '
        ),
        .. "delegate do done downcast downto elif else end event exception extern external false finally fixed for fun function".Split(
            ' '
        ),
        .. "global if in include inherit inline interface internal land lazy let lor lsl lsr lxor match member mixin mod module".Split(
            ' '
        ),
        .. "mutable namespace new not null of open or override parallel params private process protected public pure rec return".Split(
            ' '
        ),
        .. "sealed select sig static struct tailcall then to trait true try type upcast use val virtual void volatile when while with yield".Split(
            ' '
        ),
    ];

    private readonly HashSet<string> taken;
    private readonly Dictionary<string, int> repeats = [];
    private int steps;

    public Identifiers(Tape tape)
    {
        taken = [.. Keywords, .. Words.Reserved];
        foreach (var apply in tape.Nodes.OfType<Apply>())
            taken.Add(Words.Of(apply));
    }

    /// <summary>An identifier that reminds of the given name.</summary>
    public string For(string name)
    {
        string legal = Legal(name);
        if (taken.Add(legal))
            return legal;
        int repeat = repeats.GetValueOrDefault(legal, 1);
        string candidate;
        do candidate = $"{legal}_{++repeat}";
        while (!taken.Add(candidate));
        repeats[legal] = repeat;
        return candidate;
    }

    /// <summary>The next of t1, t2, ... that is free.</summary>
    public string Next()
    {
        string candidate;
        do candidate = $"t{++steps}";
        while (!taken.Add(candidate));
        return candidate;
    }

    private static string Legal(string name)
    {
        var legal = new StringBuilder(name.Length + 1);
        foreach (char letter in name)
            legal.Append(char.IsLetterOrDigit(letter) ? letter : '_');
        string trimmed = legal.ToString().Trim('_');
        return trimmed.Length == 0 || !char.IsLetter(trimmed[0]) ? $"x{trimmed}" : trimmed;
    }
}
