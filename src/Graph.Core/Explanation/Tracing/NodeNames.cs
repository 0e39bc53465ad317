using System.Globalization;

namespace FunctionalGrad;

/// <summary>What the nodes of a trace are called: no two alike.</summary>
internal static class NodeNames
{
    private const string FewNames = "qrstuvwp";
    private static readonly string[] OutputNames = ["f", "L", "out"];

    public static string[] Of(Tape tape, int[] order)
    {
        var names = new string[order.Length];
        HashSet<string> taken = [.. tape.Inputs.Select(input => input.Name)];
        int gates = tape.Nodes.Count(node => node is Apply);
        var few = new Queue<char>(gates - 1 <= FewNames.Length ? FewNames : "");
        int numbered = 0;
        // The output's name is reserved before the others are given out.
        string output =
            tape.Nodes[tape.Outputs[0]] is Apply
                ? Free(OutputNames.Concat(Numbered("out")), taken)
                : "";
        for (int id = 0; id < names.Length; id++)
            names[id] = tape.Nodes[order[id]] switch
            {
                Input input => input.Name,
                Constant { Uniform: { } number } constant => Free(
                    new[]
                    {
                        Numbers.Short(number),
                        $"{Numbers.Short(number)}{constant.Shape}",
                    }.Concat(Numbered("c")),
                    taken
                ),
                Constant => Free(Numbered("c"), taken),
                _ when order[id] == tape.Outputs[0] => output,
                _ => Next(),
            };
        return names;

        string Next()
        {
            while (few.TryDequeue(out char letter))
                if (taken.Add(letter.ToString()))
                    return letter.ToString();
            string name;
            do name = "t" + (++numbered).ToString(CultureInfo.InvariantCulture);
            while (!taken.Add(name));
            return name;
        }
    }

    private static string Free(IEnumerable<string> candidates, HashSet<string> taken) =>
        candidates.First(taken.Add);

    private static IEnumerable<string> Numbered(string stem) =>
        Enumerable
            .Range(1, int.MaxValue)
            .Select(number => stem + number.ToString(CultureInfo.InvariantCulture));
}
