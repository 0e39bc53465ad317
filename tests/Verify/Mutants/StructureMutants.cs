using P = FunctionalGrad.Primitives;

namespace FunctionalGrad.Checking.Mutants;

/// <summary>Wrong transposes of what moves elements: broadcast, permute, slice, pad, concat, gather.</summary>
internal static class StructureMutants
{
    public static IEnumerable<Mutant> All => [.. Copies, .. Moves, .. Parts, .. Indices];

    private static IEnumerable<Mutant> Copies =>
        [
            Of(
                "broadcast: the first copy alone",
                "missing sum over a broadcast axis",
                P.Broadcast,
                (y, g) => FirstCopy(g, y.Inputs[0].Shape)
            ),
            Spoilt(
                "broadcast: divided by the number of copies",
                "a mean's rule",
                P.Broadcast,
                (y, right) => right * ((double)right.Shape.Size / Math.Max(1, y.Shape.Size))
            ),
            Spoilt(
                "spreadOver: divided by the number of copies",
                "a mean's rule",
                P.SpreadOver,
                (y, right) => right * ((double)right.Shape.Size / Math.Max(1, y.Shape.Size))
            ),
        ];

    private static IEnumerable<Mutant> Moves =>
        [
            Spoilt(
                "reshape: columns for rows",
                "wrong order",
                P.Reshape,
                (_, right) =>
                    right.Shape.Rank < 2 ? right : Expr.Reshape(Expr.Transpose(right), right.Shape)
            ),
            Of(
                "permute: the order itself, not its inverse",
                "transposed rule",
                P.Permute,
                (y, g) => Expr.Reshape(Expr.Permute(g, y.Get<Axes>().Values), y.Inputs[0].Shape)
            ),
            Of(
                "permute: no permutation at all",
                "dropped map",
                P.Permute,
                (y, g) => Expr.Reshape(g, y.Inputs[0].Shape)
            ),
        ];

    private static IEnumerable<Mutant> Parts =>
        [
            Spoilt(
                "slice: one position too far",
                "wrong offset",
                P.Slice,
                (_, right) => right.Shape.Rank == 0 ? right : Right.Rolled(right, 0)
            ),
            Of(
                "pad: the margins after it cut off before it",
                "wrong side",
                P.Pad,
                (y, g) =>
                {
                    var after = y.Get<Padding>().After;
                    return Expr.Slice(
                        g,
                        after,
                        [.. y.Inputs[0].Shape.Zip(after, (length, n) => length + n)]
                    );
                }
            ),
            new Mutant(
                "concat: parts of one shape exchanged",
                "swapped operands",
                P.Concat,
                P.Concat.With(Right.Spoilt(P.Concat, Exchanged))
            ),
        ];

    private static IEnumerable<Mutant> Indices =>
        [
            new Mutant(
                "gather: the last of several for one position",
                "overwrites instead of adding",
                P.Gather,
                P.Gather.With(Derivative.Custom((y, g) => [null, Overwritten(y, g)]))
            ),
            new Mutant(
                "scatterAdd: one position too far",
                "wrong offset",
                P.ScatterAdd,
                P.ScatterAdd.With(
                    Right.Spoilt(
                        P.ScatterAdd,
                        (y, right) => [null, Right.Rolled(right[1], y.Get<Scattering>().Axis)]
                    )
                )
            ),
        ];

    /// <summary>What the first of the copies got.</summary>
    private static Expr FirstCopy(Expr g, Shape from)
    {
        int added = g.Shape.Rank - from.Rank;
        Ints end =
        [
            .. g.Shape.Select(
                (length, axis) => axis < added ? Math.Min(1, length) : from[axis - added]
            ),
        ];
        return g.Shape.Size == 0 ? Expr.Zeros(from)
            : end.Count == 0 ? g
            : Expr.Reshape(Expr.Slice(g, [.. end.Select(_ => 0)], end), from);
    }

    private static IReadOnlyList<Expr?> Exchanged(Apply y, Expr[] right)
    {
        for (int i = 1; i < right.Length; i++)
            if (right[i].Shape.Equals(right[0].Shape))
                (right[0], right[i]) = (right[i], right[0]);
        return right;
    }

    /// <summary>Where a position is named more than once, only what its last copy got.</summary>
    private static Expr Overwritten(Apply y, Expr g)
    {
        var indices = y.Inputs[0];
        int axis = y.Get<Axis>().Value,
            length = y.Inputs[1].Shape[axis],
            n = indices.Shape.Size;
        if (indices.Shape.Rank == 1)
        {
            Shape pairs = [n, n];
            var row = Expr.Broadcast(indices, pairs);
            var column = Expr.Broadcast(Expr.Reshape(indices, [n, 1]), pairs);
            var later = NDArray<double>.Create(
                pairs,
                each =>
                {
                    for (int i = 0; i < each.Length; i++)
                        each[i] = i % n > i / n ? 1 : 0;
                }
            );
            var again = Expr.Sum(Expr.EqualTo(row, column) * Expr.Constant(later), [1]);
            int[] along = [.. g.Shape.Select((each, at) => at == axis ? n : 1)];
            g *= Expr.Broadcast(Expr.Reshape(Expr.EqualTo(again, 0), Shape.Of(along)), g.Shape);
        }
        return Expr.ScatterAdd(g, indices, axis, length);
    }

    private static Mutant Of(
        string name,
        string kind,
        Primitive original,
        Func<Apply, Expr, Expr> rule
    ) => new(name, kind, original, original.With(Derivative.Custom((y, g) => [rule(y, g)])));

    private static Mutant Spoilt(
        string name,
        string kind,
        Primitive original,
        Func<Apply, Expr, Expr> spoil
    ) => new(name, kind, original, original.With(Right.Spoilt(original, spoil)));
}
