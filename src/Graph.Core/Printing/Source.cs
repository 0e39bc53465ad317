namespace FunctionalGrad;

/// <summary>Graphs as source text of the F# vocabulary, and back.</summary>
/// <remarks>
/// Inputs and shared parts are let-bound, so the text grows with the number of nodes, not of paths. The text is F# and compiles where
/// <c>FunctionalGrad.Dsl</c> is open; <see cref="Read"/> reads exactly what <see cref="Of(Expr)"/> writes, and yields the same graph.
/// </remarks>
public static class Source
{
    /// <summary>The graph as source text: let-bound parts, then the expression.</summary>
    public static string Of(Expr expr) =>
        new Listing([Argument.NotNull(expr)]).Whole(asList: false);

    /// <summary>Several graphs as one source text: let-bound parts, then a list of expressions.</summary>
    public static string Of(IReadOnlyList<Expr> exprs) =>
        new Listing(Argument.NoNulls(exprs)).Whole(asList: true);

    /// <summary>The graph that a text of one expression says.</summary>
    /// <param name="text">What <see cref="Of(Expr)"/> wrote.</param>
    /// <param name="extra">Primitives declared outside the library that the text may name; they are looked up before the library's own.</param>
    /// <exception cref="FormatException">It is no such text: the message says where and why.</exception>
    public static Expr Read(string text, params IReadOnlyList<Primitive> extra) =>
        new SourceReader(Argument.NotNull(text), Argument.NoNulls(extra)).One();

    /// <summary>The graphs that a text of a list of expressions says.</summary>
    /// <param name="text">What <see cref="Of(IReadOnlyList{Expr})"/> wrote.</param>
    /// <param name="extra">Primitives declared outside the library that the text may name; they are looked up before the library's own.</param>
    /// <exception cref="FormatException">It is no such text: the message says where and why.</exception>
    public static IReadOnlyList<Expr> ReadAll(string text, params IReadOnlyList<Primitive> extra) =>
        new SourceReader(Argument.NotNull(text), Argument.NoNulls(extra)).All();

    /// <summary>A short form for people: no declarations of inputs, and all but the first and last lines elided.</summary>
    internal static string Abridged(Expr expr) => new Listing([expr], abridged: true).Short();
}
