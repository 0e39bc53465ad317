namespace FunctionalGrad;

/// <summary>How formulas are written: on one line of plain text, or in LaTeX.</summary>
internal abstract class FormulaStyle
{
    /// <summary>Plain text without unnecessary spaces.</summary>
    public static FormulaStyle Compact { get; } = new CompactText();

    /// <summary>LaTeX.</summary>
    public static FormulaStyle Latex { get; } = new LatexText();

    public abstract string Template(Notation notation);

    /// <summary>How tightly that template binds.</summary>
    public abstract int Precedence(Notation notation);

    public abstract string Separator { get; }

    public abstract string Elided { get; }

    public abstract FormulaTerm Name(string name);

    /// <summary>The gradient that arrives at a node: <c>dq</c>.</summary>
    public abstract FormulaTerm Derivative(string name);

    public abstract FormulaTerm Number(double value);

    public abstract FormulaTerm Value(NDArray<double> value);

    public abstract string Attribute(Literal literal);

    public abstract string Parenthesised(string text);

    private sealed class CompactText : FormulaStyle
    {
        public override string Template(Notation notation) =>
            notation.Precedence <= 0
                ? notation.Text
                : string.Concat(notation.Text.Where((_, i) => !IsLoose(notation.Text, i)));

        /// <summary>Between words a space stays.</summary>
        private static bool IsLoose(string text, int at) =>
            text[at] == ' '
            && !(at > 0 && char.IsLetter(text[at - 1]))
            && !(at + 1 < text.Length && char.IsLetter(text[at + 1]));

        public override int Precedence(Notation notation) => notation.Precedence;

        public override string Separator => ",";

        public override string Elided => "...";

        public override FormulaTerm Name(string name) =>
            new(PlainText.Identifier(name), FormulaTerm.Atom);

        public override FormulaTerm Derivative(string name) =>
            new("d" + PlainText.Identifier(name), FormulaTerm.Atom);

        public override FormulaTerm Number(double value) =>
            new(Numbers.Short(value), value < 0 ? FormulaTerm.Loose : FormulaTerm.Atom);

        public override FormulaTerm Value(NDArray<double> value) =>
            value.Shape.Rank == 0
                ? Number(value.ToScalar())
                : new(ArrayShown.OnOneLine(value), FormulaTerm.Atom);

        public override string Attribute(Literal literal) =>
            literal is Literal.Number number ? Numbers.Short(number.Value) : literal.ToString()!;

        public override string Parenthesised(string text) => $"({text})";
    }

    private sealed class LatexText : FormulaStyle
    {
        public override string Template(Notation notation) => notation.Latex;

        public override int Precedence(Notation notation) => notation.LatexPrecedence;

        public override string Separator => ", ";

        public override string Elided => @"\dots";

        public override FormulaTerm Name(string name) =>
            new(FunctionalGrad.LatexText.Name(name), FormulaTerm.Atom);

        public override FormulaTerm Derivative(string name) =>
            new($"d{FunctionalGrad.LatexText.Name(name)}", FormulaTerm.Atom);

        public override FormulaTerm Number(double value) => FunctionalGrad.LatexText.Number(value);

        public override FormulaTerm Value(NDArray<double> value) =>
            FunctionalGrad.LatexText.Value(value);

        public override string Attribute(Literal literal) =>
            literal switch
            {
                Literal.Number number => Number(number.Value).Text,
                Literal.Word word => FunctionalGrad.LatexText.Words(word.Text),
                _ => literal
                    .ToString()!
                    .Trim('[', ']')
                    .Replace("; ", ",", StringComparison.Ordinal),
            };

        public override string Parenthesised(string text) => $@"\left({text}\right)";
    }
}
