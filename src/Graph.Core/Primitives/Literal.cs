using System.Globalization;

namespace FunctionalGrad;

/// <summary>A literal of the DSL's source text: what an attribute is written as and read from.</summary>
public abstract record Literal
{
    private Literal() { }

    /// <summary>A number: <c>0.1</c>.</summary>
    public sealed record Number(double Value) : Literal
    {
        /// <inheritdoc/>
        public override string ToString() => Format(Value);
    }

    /// <summary>A whole number, such as an axis or a length: <c>0</c>.</summary>
    public sealed record Whole(int Value) : Literal
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A list of whole numbers: <c>[0; 2]</c>.</summary>
    public sealed record List(Ints Values) : Literal
    {
        /// <summary>The numbers.</summary>
        public Ints Values { get; init; } = Argument.NotNull(Values);

        /// <inheritdoc/>
        public override string ToString() => Values.ToString();
    }

    /// <summary>A word: a case of an enumeration, such as <c>Split</c>.</summary>
    public sealed record Word(string Text) : Literal
    {
        /// <summary>The word.</summary>
        public string Text { get; init; } = Argument.NotNull(Text);

        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>A number as F# source that reads back to the same bits.</summary>
    internal static string Format(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "infinity" : "-infinity";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }
}
