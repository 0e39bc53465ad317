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
            Of(
                "square: 0 below 0.01, beside a derivative of 2e5",
                "visible only beside a large derivative",
                P.Square,
                Derivative.Elementwise((x, y) => Where(Abs(x) > 0.01, 2 * x, 0)),
                p => Together(p, 0, 1e-5, 1e5)
            ),
            Of(
                "relu: 1 below 0, beside 1e15",
                "visible only beside a large derivative",
                P.Relu,
                Derivative.Elementwise((x, y) => 1),
                p => Together(p, 0, -1, 1e15)
            ),
            Of(
                "exp: 1.001 y below e^-5, in a sum with 1e9",
                "visible only beside a large derivative",
                P.Exp,
                Derivative.Elementwise((x, y) => Where(x < -5, 1.001 * y, y)),
                p => Together(p, 1e9, [-6, .. Enumerable.Range(1, 19).Select(i => 3 + 0.01 * i)])
            ),
            Of(
                "sin: -cos, times what rounding shakes",
                "visible only beside a large derivative",
                P.Sin,
                Derivative.Elementwise((x, y) => -Cos(x)),
                p =>
                {
                    Expr a = Input("a"),
                        b = Input("b");
                    return new(p.Apply(a) * (1 + 1e-9 * Cos(1e17 * b)), [a, b], Point(0.75, 0.3));
                }
            ),
        ];

    private static Sample Together(Primitive p, double beside, params double[] at)
    {
        var v = Input("v", at.Length);
        return new(Sum(p.Apply(v)) + beside, [v], [NDArray.Of(at)]);
    }

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
