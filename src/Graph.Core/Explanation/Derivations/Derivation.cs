namespace FunctionalGrad;

/// <summary>The derivation of one gradient: the chain rule over all paths to a node, in LaTeX, at four depths.</summary>
public sealed record Derivation
{
    internal Derivation(
        TraceNode node,
        string title,
        IReadOnlyList<DerivationPath> paths,
        string result,
        string reason
    ) => (Node, Title, Paths, Result, Reason) = (node, title, paths, result, reason);

    /// <summary>The node whose gradient is derived.</summary>
    public TraceNode Node { get; }

    /// <summary>What is derived: <c>\frac{\partial f}{\partial x}</c>, or <c>dX</c> for an array.</summary>
    public string Title { get; }

    /// <summary>One term for each path that arrives; they are added.</summary>
    public IReadOnlyList<DerivationPath> Paths { get; }

    /// <summary>The gradient.</summary>
    public string Result { get; }

    /// <summary>A sentence that says why, in plain words.</summary>
    public string Reason { get; }

    /// <summary>The right-hand side at a depth, all paths added up.</summary>
    public string At(DerivationDepth depth) =>
        depth == DerivationDepth.Result || Paths.Count == 0
            ? Result
            : string.Join(" + ", Paths.Select(path => path.At(depth)));

    /// <summary>The whole derivation as the body of an <c>align*</c>: a line for each depth; where paths join, a line for each path at each depth, and what they bring before it is added up.</summary>
    public string Latex =>
        string.Join(
            " \\\\\n",
            Lines()
                .Select(
                    (line, i) =>
                        i == 0 ? $"{Title} &= {line.Side}"
                        : line.Adds ? $@"&\phantom{{=}} + {line.Side}"
                        : $"&= {line.Side}"
                )
        );

    /// <summary>The right sides, one below the other; what a line adds belongs to the one above it.</summary>
    internal IEnumerable<(bool Adds, string Side)> Lines()
    {
        if (Paths.Count == 1)
            return Enum.GetValues<DerivationDepth>().Select(depth => (false, At(depth)));
        var depths = Paths.Count == 0 ? [] : Enum.GetValues<DerivationDepth>();
        return depths
            .SelectMany(depth => Paths.Select((path, i) => (i > 0, path.At(depth))))
            .Append((false, Result));
    }
}
