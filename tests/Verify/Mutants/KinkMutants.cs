using static FunctionalGrad.Expr;
using P = FunctionalGrad.Primitives;

namespace FunctionalGrad.Checking.Mutants;

/// <summary>Wrong rules that show at ties, kinks and masks, some of them nowhere else: these come with points of their own.</summary>
internal static class KinkMutants
{
    public static IEnumerable<Mutant> All => [.. WrongSides, .. WrongTies, .. WrongAtPoints];

    private static IEnumerable<Mutant> WrongSides =>
        [
            Of(
                "relu: 1 where x < 0",
                "wrong side",
                P.Relu,
                y => [Partial.Where(y.Inputs[0] < 0, 1)]
            ),
            Of("max: the loser gets it", "swapped operands", P.Max, y => WinnersOf(y, 1, 0)),
            Of("min: the larger gets it", "swapped operands", P.Min, y => WinnersOf(y, 0, 1)),
            Of(
                "select: both branches get it",
                "dead branch leaks",
                P.Select,
                y => [Partial.Zero, 1, Partial.Branch(Where(y.Inputs[0], 0, 1))]
            ),
            Of(
                "select: the other branch gets it",
                "inverted condition",
                P.Select,
                y =>
                    [
                        Partial.Zero,
                        Partial.Branch(Where(y.Inputs[0], 0, 1)),
                        Partial.Branch(y.Inputs[0]),
                    ]
            ),
        ];

    private static IEnumerable<Mutant> WrongTies =>
        [
            Of(
                "max: 1 to both at a tie",
                "wrong tie",
                P.Max,
                y => [y.Inputs[0] >= y.Inputs[1], y.Inputs[1] >= y.Inputs[0]],
                p => At(Pair(p, new Ties(TiePolicy.Split)), 0.5, 0.5)
            ),
            Of(
                "max: 1 to the first at a tie, though it promises halves",
                "wrong tie",
                P.Max,
                y => [y.Inputs[0] >= y.Inputs[1], y.Inputs[1] > y.Inputs[0]],
                p => At(Pair(p, new Ties(TiePolicy.Split)), 0.5, 0.5)
            ),
            Of(
                "min: nothing to either at a tie",
                "wrong tie",
                P.Min,
                y => [y.Inputs[0] < y.Inputs[1], y.Inputs[1] < y.Inputs[0]],
                p => At(Pair(p, new Ties(TiePolicy.Split)), 0.5, 0.5)
            ),
            Spoilt(
                "maxOver: 1 to each of k that tie",
                "missing 1/k",
                P.MaxOver,
                (y, _) => EqualTo(y.Inputs[0], SpreadOf(y, y)),
                p => At(Row(p, new Axes([0])), 2, 2, 1)
            ),
            Spoilt(
                "minOver: 1 to each of k that tie",
                "missing 1/k",
                P.MinOver,
                (y, _) => EqualTo(y.Inputs[0], SpreadOf(y, y)),
                p => At(Row(p, new Axes([0])), 1, 2, 1)
            ),
        ];

    private static IEnumerable<Mutant> WrongAtPoints =>
        [
            Of(
                "relu: 2 at 0",
                "right at all points but zero",
                P.Relu,
                y => [Where(y.Inputs[0] > 0, 1, 2 * EqualTo(y.Inputs[0], 0))],
                p => At(Scalar(p), 0)
            ),
            Of(
                "relu: 1 at 0",
                "not the subgradient of least norm",
                P.Relu,
                y => [y.Inputs[0] >= 0],
                p => At(Scalar(p), 0)
            ),
            Of(
                "abs: 1 at 0",
                "not the subgradient of least norm",
                P.Abs,
                y => [Where(y.Inputs[0] >= 0, 1, -1)],
                p => At(Scalar(p), 0)
            ),
            Of(
                "elu: alpha at 0",
                "not the subgradient of least norm",
                P.Elu,
                y => [Where(y.Inputs[0] > 0, 1, y.Get<Coefficient>().Value + y)],
                p => At(Scalar(p, new Coefficient(2)), 0)
            ),
            Of(
                "relu: 1.01 below 0.01",
                "off by a factor near a kink",
                P.Relu,
                y =>
                    [
                        Partial.Where(
                            y.Inputs[0] > 0,
                            Where(y.Inputs[0] < 0.01, 1.01, Ones(y.Shape))
                        ),
                    ],
                p => At(Scalar(p), 0.004)
            ),
            Of(
                "square: 1 at 0",
                "right at all points but zero",
                P.Square,
                y => [2 * y.Inputs[0] + EqualTo(y.Inputs[0], 0)],
                p => At(Scalar(p), 0)
            ),
            Spoilt(
                "prodOver: y / x",
                "right at all points but zero",
                P.ProdOver,
                (y, _) => SpreadOf(y, y) / y.Inputs[0],
                p => At(Row(p, new Axes([0])), 2, 0, 3)
            ),
            Of(
                "strongMul: nothing where the factor itself is 0",
                "right at all points but zero",
                P.StrongMul,
                y => [Partial.Where(y.Inputs[0], y.Inputs[1]), y.Inputs[0]],
                p => At(Pair(p, Attributes.None), 0, 1.5)
            ),
        ];

    private static Partial[] WinnersOf(Apply y, int first, int second)
    {
        Expr a = y.Inputs[first],
            b = y.Inputs[second];
        return [Partial.Where(a > b, 1), Partial.Where(b > a, 1)];
    }

    private static Expr SpreadOf(Apply y, Expr value)
    {
        var axes = y.Get<Axes>().Values;
        Ints lengths = [.. axes.Select(axis => y.Inputs[0].Shape[axis])];
        return Spread(value, axes, lengths);
    }

    private static Mutant Of(
        string name,
        string kind,
        Primitive original,
        Func<Apply, IReadOnlyList<Partial>> rule,
        params Func<Primitive, Sample>[] crafted
    ) => Made(name, kind, original, Derivative.Elementwise(rule), crafted);

    /// <summary>A reduction whose gradient is a wrong weight times what flows.</summary>
    private static Mutant Spoilt(
        string name,
        string kind,
        Primitive original,
        Func<Apply, Expr, Expr> weight,
        params Func<Primitive, Sample>[] crafted
    ) =>
        Made(
            name,
            kind,
            original,
            Derivative.Custom((y, g) => [weight(y, g) * SpreadOf(y, g)]),
            crafted
        );

    private static Mutant Made(
        string name,
        string kind,
        Primitive original,
        Derivative rule,
        Func<Primitive, Sample>[] crafted
    )
    {
        var wrong = original.With(rule);
        return new(name, kind, original, wrong) { Crafted = [.. crafted.Select(at => at(wrong))] };
    }

    private static (Expr, Expr[]) Scalar(Primitive p, Attributes? attributes = null)
    {
        var x = Input("x");
        return (3 * p.Apply(attributes ?? Attributes.None, x), [x]);
    }

    private static (Expr, Expr[]) Pair(Primitive p, Attributes attributes)
    {
        Expr a = Input("a"),
            b = Input("b");
        return (2 * p.Apply(attributes, a, b), [a, b]);
    }

    private static (Expr, Expr[]) Row(Primitive p, Attributes attributes)
    {
        var x = Input("x", 3);
        return (2 * p.Apply(attributes, x), [x]);
    }

    private static Sample At((Expr Scalar, Expr[] Inputs) graph, params double[] point) =>
        graph.Inputs.Length == 1 && graph.Inputs[0].Shape.Rank == 1
            ? new(graph.Scalar, graph.Inputs, [NDArray.Of(point)])
            : new(graph.Scalar, graph.Inputs, [.. point.Select(NDArray<double>.Scalar)]);
}
