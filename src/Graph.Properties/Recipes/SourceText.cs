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
        if (value.Shape.Rank == 0)
            return Numbers.Text(value.ToScalar());
        double[] elements = value.ToArray();
        string shape = Ints.Of(value.Shape.Lengths).ToString();
        return elements.Length > 4 && elements.All(each => each.Equals(elements[0]))
            ? $"NDArray.create {shape} (Seq.replicate {elements.Length} {Bracketed(elements[0])})"
            : $"NDArray.create {shape} [{string.Join("; ", elements.Select(Numbers.Text))}]";
    }

    private static string Bracketed(double x) =>
        Numbers.Text(x) is var text && text.StartsWith('-') ? $"({text})" : text;
}
