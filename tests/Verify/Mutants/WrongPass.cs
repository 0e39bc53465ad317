namespace FunctionalGrad.Checking.Mutants;

/// <summary>A reverse pass of right rules that joins paths wrongly.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Kind">What sort of mistake it is.</param>
/// <param name="Join">Makes one cotangent of those that arrive at a node, given which node sent each.</param>
internal sealed record WrongPass(
    string Name,
    string Kind,
    Func<IReadOnlyList<(int From, Expr Cotangent)>, Expr> Join
)
{
    public static IReadOnlyList<WrongPass> All { get; } =
    [
        new(
            "pass: the last path overwrites the others",
            "overwrites instead of adding",
            paths => paths[^1].Cotangent
        ),
        new(
            "pass: every path counted again when the next arrives",
            "double-counted shared node",
            paths => Sum([.. paths, .. paths.SkipLast(1)])
        ),
        new(
            "pass: an operand used twice by one node counted once",
            "dropped path",
            paths => Sum([.. paths.DistinctBy(path => path.From)])
        ),
        new("pass: two paths at most", "dropped path", paths => Sum([.. paths.Take(2)])),
        new(
            "pass: the mean of the paths",
            "a mean for a sum",
            paths => Sum(paths) * (1.0 / paths.Count)
        ),
        new(
            "pass: behind a shared node nothing flows",
            "dropped path",
            paths => paths.Count == 1 ? paths[0].Cotangent : Expr.Zeros(paths[0].Cotangent.Shape)
        ),
    ];

    /// <summary>The gradient that this pass finds.</summary>
    public IReadOnlyList<Expr> Gradient(Expr scalar, IReadOnlyList<Expr> inputs)
    {
        var tape = Tape.Of([scalar, .. inputs]);
        var arriving = new List<(int From, Expr Cotangent)>[tape.Nodes.Count];
        for (int i = 0; i < arriving.Length; i++)
            arriving[i] = [];
        arriving[tape.Outputs[0]].Add((-1, Expr.Ones(Shape.Scalar)));
        for (int position = arriving.Length - 1; position >= 0; position--)
            if (arriving[position].Count > 0 && tape.Nodes[position] is Apply node)
                Distribute(node, position, Join(arriving[position]), tape, arriving);
        return
        [
            .. inputs.Select(
                (x, i) =>
                    arriving[tape.Outputs[i + 1]] is { Count: > 0 } paths
                        ? Join(paths)
                        : Expr.Zeros(x.Shape)
            ),
        ];
    }

    private static void Distribute(
        Apply node,
        int position,
        Expr g,
        Tape tape,
        List<(int From, Expr Cotangent)>[] arriving
    )
    {
        var pulled = Right.Pull(node.Primitive, node, g);
        var inputs = tape.InputsOf(position);
        for (int i = 0; i < inputs.Length; i++)
            if (pulled[i] is not Constant { Uniform: 0 })
                arriving[inputs[i]].Add((position, pulled[i]));
    }

    private static Expr Sum(IReadOnlyList<(int From, Expr Cotangent)> paths) =>
        paths.Count == 1 ? paths[0].Cotangent : Expr.Add([.. paths.Select(path => path.Cotangent)]);
}
