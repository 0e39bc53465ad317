using static FunctionalGrad.Expr;
using P = FunctionalGrad.Primitives;

namespace FunctionalGrad.Checking.Mutants;

/// <summary>Wrong rules that show only at large or small numbers, or only beside a derivative so large that theirs drowns in its rounding.</summary>
internal static class MagnitudeMutants
{
    public static IEnumerable<Mutant> All => [.. BeyondAMagnitude, .. BesideALargeOne];

    private static IEnumerable<Mutant> BeyondAMagnitude =>
        [
            Of(
                "square: 3 x beyond 100",
                "wrong only beyond a magnitude",
                P.Square,
                Derivative.Elementwise((x, y) => Where(Abs(x) > 100, 3 * x, 2 * x)),
                p => Alone(p, 150)
            ),
            Of(
                "exp: 1.01 y below e^-20",
                "wrong only below a magnitude",
                P.Exp,
                Derivative.Elementwise((x, y) => Where(x < -20, 1.01 * y, y)),
                p => Alone(p, -21)
            ),
            Of(
                "log: 1 / (x + 1e-6)",
                "wrong only below a magnitude",
                P.Log,
                Derivative.Elementwise((x, y) => 1 / (x + 1e-6)),
                p => Alone(p, 1e-8)
            ),
        ];

    private static IEnumerable<Mutant> BesideALargeOne =>
        [
            Of(
                "add: nothing to a term a billion times smaller than the first",
                "visible only beside a large derivative",
                P.Add,
                Derivative.Elementwise(y =>
                    [
                        1,
                        .. y.Inputs[1..]
                            .ToArray()
                            .Select(term =>
                                (Partial)Where(
                                    Abs(y.Inputs[0]) > 1e9 * Abs(term),
                                    0,
                                    Ones(term.Shape)
                                )
                            ),
                    ]
                ),
                p =>
                {
                    Expr a = Input("a"),
                        b = Input("b");
                    return new(p.Apply(1e12 * a, b), [a, b], Point(1.5, 1.25));
                }
            ),
            Of(
                "sin: 1, beside 1e12 b",
                "visible only beside a large derivative",
                P.Sin,
                Derivative.Elementwise((x, y) => 1),
                p => Beside(p, 1e12)
            ),
            Of(
                "exp: -y, beside 1e18 b",
                "visible only beside a large derivative",
                P.Exp,
                Derivative.Elementwise((x, y) => -y),
                p => Beside(p, 1e18)
            ),
            Of(
                "square: 0, beside 1e18 b",
                "visible only beside a large derivative",
                P.Square,
                Derivative.Elementwise((x, y) => 0),
                p => Beside(p, 1e18)
            ),
        ];

    private static Sample Alone(Primitive p, double at)
    {
        var x = Input("x");
        return new(3 * p.Apply(x), [x], Point(at));
    }

    private static Sample Beside(Primitive p, double factor)
    {
        Expr a = Input("a"),
            b = Input("b");
        return new(p.Apply(a) + factor * b, [a, b], Point(1.25, 1.5));
    }

    private static NDArray<double>[] Point(params double[] numbers) =>
        [.. numbers.Select(NDArray<double>.Scalar)];

    private static Mutant Of(
        string name,
        string kind,
        Primitive original,
        Derivative rule,
        Func<Primitive, Sample> crafted
    )
    {
        var wrong = original.With(rule);
        return new(name, kind, original, wrong)
        {
            Crafted = [crafted(wrong)],
            IsCraftedOnly = true,
        };
    }
}
