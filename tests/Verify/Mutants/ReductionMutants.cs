using FunctionalGrad.Properties;
using static FunctionalGrad.Expr;
using P = FunctionalGrad.Primitives;

namespace FunctionalGrad.Checking.Mutants;

/// <summary>Wrong rules of reductions, softmax and products.</summary>
internal static class ReductionMutants
{
    public static IEnumerable<Mutant> All => [.. Reductions, .. Softmaxes, .. Products];

    private static IEnumerable<Mutant> Reductions =>
        [
            Of(
                "sumOver: divided by the count",
                "a mean's rule",
                P.Sum,
                (y, g) => Spread(y, g) * (1.0 / Count(y))
            ),
            Of(
                "sumOver: twice along axis 0",
                "wrong for one axis",
                P.Sum,
                (y, g) => y.Get<Axes>().Values.Contains(0) ? 2 * Spread(y, g) : Spread(y, g)
            ),
            Of(
                "maxOver: an equal part to each",
                "a mean's rule",
                P.MaxOver,
                (y, g) => Spread(y, g) * (1.0 / Count(y))
            ),
            Of(
                "minOver: to the largest",
                "another function's rule",
                P.MinOver,
                (y, g) => Expr.WinsOver(y.Inputs[0], AxesOf(y)) * Spread(y, g)
            ),
        ];

    private static IEnumerable<Mutant> Softmaxes =>
        [
            Of(
                "logSumExpOver: e^x",
                "unnormalised",
                P.LogSumExpOver,
                (y, g) => Expr.Exp(y.Inputs[0]) * Spread(y, g)
            ),
            Of(
                "logSumExpOver: softmax over all axes",
                "normalised over the wrong axes",
                P.LogSumExpOver,
                (y, g) => Softmax(y.Inputs[0], []) * Spread(y, g)
            ),
            Of("softmaxOver: s g", "dropped term", P.SoftmaxOver, (s, g) => s * g),
            Of(
                "softmaxOver: s (g - sum g)",
                "missing weight",
                P.SoftmaxOver,
                (s, g) => s * (g - Total(s, g))
            ),
            Of(
                "softmaxOver: s (1 - s) g",
                "diagonal only",
                P.SoftmaxOver,
                (s, g) => s * (1 - s) * g
            ),
            Of(
                "logSoftmaxOver: g - s g",
                "missing sum",
                P.LogSoftmaxOver,
                (y, g) => g - Softmax(y.Inputs[0], AxesOf(y)) * g
            ),
            Of(
                "logSoftmaxOver: g - sum g / n",
                "missing weight",
                P.LogSoftmaxOver,
                (y, g) => g - Total(y, g) * (1.0 / Count(y))
            ),
        ];

    private static IEnumerable<Mutant> Products =>
        [
            Of(
                "prodOver: y",
                "own factor not left out",
                P.ProdOver,
                (y, g) => Spread(y, (Expr)y * g)
            ),
            Spoilt(
                "prodOthersOver: nothing to its first direction",
                "dropped term",
                P.ProdOthersOver,
                (_, right) => right.Length > 1 ? [right[0], null, .. right[2..]] : [null]
            ),
            Spoilt(
                "matmul: B' dY for dY B', reshaped",
                "transposed rule",
                P.MatMul,
                (y, right) => [AsIfTransposed(right[0]), right[1]]
            ),
            Spoilt(
                "matmul: dY' A for A' dY, reshaped",
                "transposed rule",
                P.MatMul,
                (y, right) => [right[0], AsIfTransposed(right[1])]
            ),
            Spoilt(
                "matmul: dA for dB where they have one shape",
                "swapped operands",
                P.MatMul,
                (y, right) =>
                    right[0].Shape.Equals(right[1].Shape) ? [right[1], right[0]] : [.. right],
                p => Square(p)
            ),
            Spoilt(
                "matmul: twice for two vectors",
                "wrong for one shape",
                P.MatMul,
                (y, right) => [y.Shape.Rank == 0 ? 2 * right[0] : right[0], right[1]],
                p => Vectors(p)
            ),
            new Mutant(
                "mul: (b g^2, a g)",
                "not linear in the cotangent",
                P.Mul,
                P.Mul.With(Derivative.Custom((y, g) => [y.Inputs[1] * g * g, y.Inputs[0] * g]))
            ),
        ];

    private static Ints AxesOf(Apply y) => y.Get<Axes>().Values;

    private static double Count(Apply y) =>
        AxesOf(y).Aggregate(1.0, (count, axis) => count * y.Inputs[0].Shape[axis]);

    private static Expr Spread(Apply y, Expr g)
    {
        Ints lengths = [.. AxesOf(y).Select(axis => y.Inputs[0].Shape[axis])];
        return Expr.Spread(g, AxesOf(y), lengths);
    }

    private static Expr Total(Apply y, Expr g) =>
        AxesOf(y).Count == 0 ? g : Spread(y, Expr.Sum(g, AxesOf(y)));

    /// <summary>The elements of the transpose in the shape of the original.</summary>
    private static Expr AsIfTransposed(Expr x) =>
        x.Shape.Rank < 2 ? x : Expr.Reshape(Transpose(x), x.Shape);

    private static Sample Square(Primitive p)
    {
        Expr a = Input("a", 2, 2),
            b = Input("b", 2, 2);
        return new(
            Circuit.Weighted(p.Apply(a, b)),
            [a, b],
            [
                NDArray.Of(
                    new double[,]
                    {
                        { 1, 2 },
                        { 3, 5 },
                    }
                ),
                NDArray.Of(
                    new double[,]
                    {
                        { 2, -1 },
                        { 0.5, 3 },
                    }
                ),
            ]
        );
    }

    private static Sample Vectors(Primitive p)
    {
        Expr a = Input("a", 3),
            b = Input("b", 3);
        return new(p.Apply(a, b), [a, b], [NDArray.Of([1.0, 2, 3]), NDArray.Of([0.5, -1, 2])]);
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
        Func<Apply, Expr[], IReadOnlyList<Expr?>> spoil,
        params Func<Primitive, Sample>[] crafted
    )
    {
        var wrong = original.With(Right.Spoilt(original, spoil));
        return new(name, kind, original, wrong) { Crafted = [.. crafted.Select(at => at(wrong))] };
    }
}
