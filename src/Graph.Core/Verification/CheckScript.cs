using System.Text;

namespace FunctionalGrad;

/// <summary>A script of the F# vocabulary that checks one expression at one point.</summary>
internal static class CheckScript
{
    public static string Of(Expr expr, IReadOnlyList<Binding<double>> at)
    {
        string[] lines = Source.Of(expr).Split('\n');
        var script = new StringBuilder();
        foreach (string line in lines[..^1])
            script.Append(line).Append('\n');
        var bound = at.Select(binding => $"{binding.Name} => {Value(binding.Value)}");
        return script
            .Append("let f = ")
            .Append(lines[^1])
            .Append('\n')
            .Append("check f [ ")
            .AppendJoin("; ", bound)
            .Append(" ]")
            .ToString();
    }

    private static string Value(NDArray<double> value)
    {
        if (value.Shape.Rank == 0)
            return Literal.Format(value.ToScalar());
        var elements = new List<string>(value.Shape.Size);
        foreach (double element in value.Span)
            elements.Add(Literal.Format(element));
        return $"NDArray.create {Ints.Of(value.Shape.Lengths)} [ {string.Join("; ", elements)} ]";
    }
}
