using System.Text;

namespace FunctionalGrad.Checking.Torch;

/// <summary>Graphs and their points as one Python script that prints, for each, the value and the gradient that PyTorch finds.</summary>
internal static class TorchScript
{
    /// <summary>The functions that the printed graphs call.</summary>
    public static string Prelude { get; } = ReadPrelude();

    /// <summary>One graph as a Python function, and the call that reports it under the given number.</summary>
    public static string Of(Sample sample, int number)
    {
        var tape = Tape.Of([sample.Scalar, .. sample.Inputs]);
        var names = new string[tape.Nodes.Count];
        for (int i = 0; i < sample.Inputs.Count; i++)
            names[tape.Outputs[i + 1]] = $"x{i}";
        var text = new StringBuilder("\n\ndef graph():\n");
        for (int i = 0; i < sample.Inputs.Count; i++)
            text.Append($"    x{i} = point({Array(sample.Point[i])})\n");
        for (int position = 0; position < names.Length; position++)
        {
            if (names[position] is not null)
                continue;
            names[position] = $"t{position}";
            string value = tape.Nodes[position] switch
            {
                Constant { Uniform: { } number_ } leaf =>
                    $"fill({TorchCall.Number(number_)}, {TorchCall.List(leaf.Shape)})",
                Constant leaf => $"tensor({Array(leaf.Value)})",
                Apply apply => TorchWords.Translate(
                    apply,
                    [.. tape.InputsOf(position).ToArray().Select(input => names[input])]
                ),
                var node => throw new InvalidOperationException($"{node} is not bound."),
            };
            text.Append($"    {names[position]} = {value}\n");
        }
        var inputs = sample.Inputs.Select((_, i) => $"x{i}");
        text.Append($"    return {names[tape.Outputs[0]]}, [{string.Join(", ", inputs)}]\n");
        return text.Append($"\n\nreport({number}, graph)\n").ToString();
    }

    private static string Array(NDArray<double> array) =>
        $"[{string.Join(", ", array.ToArray().Select(TorchCall.Number))}], {TorchCall.List(array.Shape)}";

    private static string ReadPrelude()
    {
        using var stream = typeof(TorchScript).Assembly.GetManifestResourceStream("prelude.py")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
