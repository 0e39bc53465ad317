namespace FunctionalGrad.UnitTests.Passes;

/// <summary>Texts that cannot be read.</summary>
public class SourceMistakesTests
{
    public static TheoryData<string, string> Mistakes =>
        new()
        {
            {
                "",
                "source, line 1, column 1: an expression is expected, but the end of the text was found."
            },
            {
                "let x = input \"x\" []\nx +",
                "source, line 2, column 4: an expression is expected, but the end of the text was found."
            },
            {
                "2.0",
                "source, line 1, column 1: this is no expression. For a number that is one write constant 2.0."
            },
            {
                "constant 1.0 + constant 2.0)",
                "source, line 1, column 28: the end of the text is expected, but ) was found."
            },
            {
                "let x = 1.0\nx",
                "source, line 1, column 9: this is no expression. For a number that is one write constant 2.0."
            },
            {
                "let x = constant 1.0\nlet x = constant 2.0\nx",
                "source, line 2, column 5: x is bound twice."
            },
            {
                "1.0 + 2.0",
                "source, line 1, column 5: + needs an expression on at least one side. For a number that is one write constant 2.0."
            },
            {
                "exp y",
                "source, line 1, column 5: no line before this one binds y. If it is applied to something, put both in parentheses."
            },
            {
                "exp 2.0",
                "source, line 1, column 1: exp: it has no parameters, but 2.0 is given. For a number that is an expression write constant 2.0."
            },
            {
                "sumOver (input \"x\" [2])",
                "source, line 1, column 1: sumOver: its parameters are not of the kind or number that it takes."
            },
            {
                "exp (input \"x\" [2]) (input \"y\" [2])",
                "source, line 1, column 1: exp: it takes 1 inputs, but 2 were given."
            },
            {
                "input \"x\" [1.5]",
                "source, line 1, column 1: a shape is a list of whole numbers, as in [2; 3]."
            },
            {
                "input \"x\" [99999999999]",
                "source, line 1, column 12: 99999999999 is too large for a whole number. For a real one write 99999999999.0."
            },
            { "input \"x", "source, line 1, column 7: the string is not closed on its line." },
            {
                "input \"\\q\" []",
                "source, line 1, column 8: after a backslash stands a quote, a backslash, or u and four hexadecimal digits."
            },
            { "exp # x", "source, line 1, column 5: the character # begins nothing." },
            {
                "(input \"x\" [2]) + (input \"y\" [3])",
                "source, line 1, column 17: add: input 0 is x [2], input 1 is y [3]: an elementwise primitive takes inputs of one shape. Broadcast them first?"
            },
            {
                "[constant 1.0]",
                "source, line 1, column 1: one expression is expected, but a list was found. Use Source.ReadAll."
            },
            {
                "exp `x`",
                "source, line 1, column 5: a quoted word stands between two pairs of backticks."
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named_with_their_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Source.Read(text)).Message);

    [Fact]
    public void A_text_that_nests_without_end_is_refused() =>
        Assert.Equal(
            "source, line 1, column 51: this nests deeper than 50 levels. Bind inner parts with let.",
            Assert.Throws<FormatException>(() => Source.Read(new string('(', 1_000_000))).Message
        );

    [Fact]
    public void One_expression_is_no_list() =>
        Assert.Equal(
            "source, line 1, column 1: a list of expressions such as [t1; t2 + x] is expected. Use Source.Read for a single one.",
            Assert.Throws<FormatException>(() => Source.ReadAll("constant 1.0")).Message
        );
}
