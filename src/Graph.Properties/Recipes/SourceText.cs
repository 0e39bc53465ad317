namespace FunctionalGrad.Properties;

/// <summary>A graph and a point as DSL source.</summary>
internal static class SourceText
{
    /// <summary>The graph, and below it the point as the list that <c>eval</c> takes.</summary>
    public static string Of(Expr graph, IEnumerable<Binding<double>> point) =>
        $"{Source.Of(graph)}\n// at {Point(point)}";

    /// <summary>The point as the list that <c>eval</c> takes.</summary>
    public static string Point(IEnumerable<Binding<double>> point) =>
        $"[ {string.Join("; ", point.Select(each => $"{Name(each)} => {Value(each.Value)}"))} ]";

    private static string Name(Binding<double> binding) =>
        binding.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? binding.Name
            : $"\"{binding.Name}\"";

    private static string Value(NDArray<double> value)
    {
        string text = Source.Of(Expr.Constant(value));
        return value.Shape.Rank == 0 ? text["constant ".Length..]
            : text.StartsWith("array ", StringComparison.Ordinal)
                ? $"NDArray.create {text["array ".Length..]}"
            : $"NDArray.create {Ints.Of(value.Shape.Lengths)} (Seq.replicate {value.Shape.Size} {text[(text.IndexOf(']') + 2)..]})";
    }
}
