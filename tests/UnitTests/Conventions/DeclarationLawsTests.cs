using System.Numerics;

namespace FunctionalGrad.UnitTests;

/// <summary>What a declaration says of its primitive is so, and what is so is said: both ways over the whole table, by evaluation.</summary>
public class DeclarationLawsTests
{
    private const double NaN = double.NaN,
        Inf = double.PositiveInfinity;

    /// <summary>Where identities are wrong: both zeros, both infinities, NaN, numbers that float rounds away or to something else.</summary>
    private static readonly double[] Hostile =
    [
        0.0,
        -0.0,
        1,
        -1,
        0.1,
        -2.5,
        NaN,
        Inf,
        -Inf,
        1e-300,
        -1e-300,
        1e300,
        1 + 1e-12,
        1 - 1e-12,
        16777217,
        .. Enumerable.Range(1, 9).SelectMany(i => new[] { 0.37 * i - 1.7, 1.37 * i - 6.3 }),
    ];

    private static readonly double[] Numbers = [0.0, -0.0, 1, -1, Inf, -Inf];

    /// <summary>Identities that hold bit for bit, with every gradient, and are not declared.</summary>
    private static readonly Dictionary<string, string> Undeclared = new()
    {
        ["broadcast is idempotent"] = "its rewrite says so",
        ["reshape is idempotent"] = "its rewrite says so",
        ["permute is an involution"] = "of two axes; its rewrite says what two orders are",
        ["concat is idempotent"] = "of one array; its rewrite says so",
        ["concat is an involution"] = "of one array; its rewrite says so",
        ["equal is commutative"] =
            "a commutative sign is written without parentheses, and a = (b = c) is not a = b = c",
        ["notEqual is commutative"] = "as equal",
        ["dotOver is commutative"] = "only rules make it, in one order",
        ["winsOver is idempotent"] = "only the rule of max makes it, once",
        ["gather is exact"] = "tables are gathered from as they are trained: they vary",
        ["maxOver is exact"] = "constants are seldom reduced, so nothing is gained by folding",
        ["minOver is exact"] = "as maxOver",
    };

    [Fact]
    public void The_identities_that_are_declared_are_those_that_hold()
    {
        var declared = new SortedSet<string>(StringComparer.Ordinal);
        var holding = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var primitive in Primitives.All)
        {
            var algebra = primitive.Algebra;
            Note("is commutative", algebra.Commutative, Swapped(primitive));
            Note(
                "is an involution",
                algebra.Involution,
                Twice(primitive, (x, _, twice) => (twice, x))
            );
            Note(
                "is idempotent",
                algebra.Idempotent,
                Twice(primitive, (_, once, twice) => (twice, once))
            );
            Note("is a truth", algebra.Truth, Applications(primitive).All(IsTruth));
            Note("is exact", algebra.Exact, Applications(primitive).All(IsExact));
            foreach (double number in Numbers)
            {
                string text = number.Equals(0.0) && double.IsNegative(number) ? "-0" : $"{number}";
                Note(
                    $"leaves x with {text} on its right",
                    Is(algebra.RightIdentity, number),
                    Neutral(primitive, (x, n) => [x, n], number)
                );
                Note(
                    $"leaves x with {text} on its left",
                    Is(algebra.LeftIdentity, number),
                    Neutral(primitive, (x, n) => [n, x], number)
                );
            }

            void Note(string law, bool isDeclared, bool holds)
            {
                if (isDeclared)
                    declared.Add($"{primitive} {law}");
                if (holds)
                    holding.Add($"{primitive} {law}");
            }
        }
        string[] untrue = [.. declared.Except(holding)],
            silent = [.. holding.Except(declared).Except(Undeclared.Keys)],
            stale = [.. Undeclared.Keys.Except(holding.Except(declared))];
        Assert.True(
            untrue is [] && silent is [] && stale is [],
            $"declared but untrue: {string.Join(", ", untrue)}\ntrue but not declared: {string.Join(", ", silent)}\nlisted but untrue or declared: {string.Join(", ", stale)}"
        );
    }

    private static bool Is(double? declared, double number) =>
        declared is { } one
        && BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(number);

    /// <summary>An application to inputs that take all hostile numbers, elementwise ones every pair of them.</summary>
    private sealed record Application(Apply Node, Expr[] Inputs, NDArray<double>[] Point)
    {
        public Binding<double>[] InDouble =>
            [.. Inputs.Zip(Point, (x, v) => new Binding<double>(x, v))];

        public Binding<float>[] InFloat =>
            [.. Inputs.Zip(Point, (x, v) => new Binding<float>(x, v.Convert<float>()))];
    }

    private static IEnumerable<Application> Applications(Primitive primitive)
    {
        int count = primitive.Arity.Least;
        bool elementwise = primitive.Shape == ShapeRules.Elementwise;
        foreach (var sample in primitive.Samples)
        {
            Shape[] shapes = [.. Enumerable.Range(0, count).Select(i => ShapeOf(primitive, i))];
            Expr[] x = [.. shapes.Select((shape, i) => Input($"x{i}", shape.Lengths))];
            var node = (Apply)primitive.Apply(sample, x);
            for (int shift = 0; shift < (elementwise ? 1 : Hostile.Length); shift++)
                yield return new(
                    node,
                    x,
                    [
                        .. shapes.Select(
                            (shape, i) =>
                                NDArray<double>.Create(
                                    shape,
                                    v =>
                                    {
                                        for (int j = 0; j < v.Length; j++)
                                            v[j] = At(primitive, i, j, shift);
                                    }
                                )
                        ),
                    ]
                );
        }
    }

    private static Shape ShapeOf(Primitive primitive, int input) =>
        primitive.Shape == ShapeRules.Elementwise ? [Hostile.Length * Hostile.Length * 3]
        : primitive == Primitives.MatMul ? [3, 3]
        : TakesIndices(primitive) && input == 0 ? [2]
        : [2, 3];

    private static bool TakesIndices(Primitive primitive) =>
        primitive == Primitives.Gather || primitive == Primitives.ScatterAdd;

    private static double At(Primitive primitive, int input, int element, int shift)
    {
        int n = Hostile.Length;
        if (TakesIndices(primitive) && input == 0)
            return (element + shift) % 2;
        if (primitive.Shape != ShapeRules.Elementwise)
            return Hostile[(shift * (input + 1) + element * (2 * input + 1)) % n];
        return Hostile[
            input switch
            {
                0 => element / n % n,
                1 => element % n,
                _ => element / (n * n),
            }
        ];
    }

    private static bool Swapped(Primitive primitive) =>
        primitive.Arity.Least == 2
        && Applications(primitive)
            .All(each =>
                AreSame(each, each.Node, () => Again(each, [each.Inputs[1], each.Inputs[0]]))
            );

    private static bool Twice(Primitive primitive, Func<Expr, Expr, Expr, (Expr, Expr)> sides) =>
        primitive.Arity.Least == 1
        && Applications(primitive)
            .All(each =>
            {
                if (Try(() => Again(each, [each.Node])) is not { } twice)
                    return false;
                var (one, other) = sides(each.Inputs[0], each.Node, twice);
                return AreSame(each, one, () => other);
            });

    private static bool Neutral(
        Primitive primitive,
        Func<Expr, Expr, Expr[]> operands,
        double number
    ) =>
        primitive.Arity.Least == 2
        && Applications(primitive)
            .All(each =>
            {
                var x =
                    operands(each.Inputs[0], each.Inputs[1])[0] == each.Inputs[0]
                        ? each.Inputs[0]
                        : each.Inputs[1];
                return AreSame(each, x, () => Again(each, operands(x, Fill(x.Shape, number))));
            });

    private static Expr Again(Application each, Expr[] inputs) =>
        each.Node.Primitive.Apply(each.Node.Attributes, inputs);

    private static Expr? Try(Func<Expr> build)
    {
        try
        {
            return build();
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    private static bool AreSame(Application each, Expr one, Func<Expr> build)
    {
        if (Try(build) is not { } other || !other.Shape.Equals(one.Shape))
            return false;
        try
        {
            return AreSame(Everything(one), Everything(other));
        }
        catch (BindingException)
        {
            return false; // an index that is none
        }

        double[][] Everything(Expr f)
        {
            Expr[] outputs =
                each.Node.Primitive.Derivative is NoDerivative
                    ? [f]
                    : [f, .. Vjp(f, Ones(f.Shape), each.Inputs)];
            return
            [
                .. Evaluate.Values<double>(outputs, each.InDouble).Select(v => v.ToArray()),
                .. Evaluate
                    .Values<float>(outputs, each.InFloat)
                    .Select(v => v.Convert<double>().ToArray()),
            ];
        }
    }

    private static bool AreSame(double[][] one, double[][] other) =>
        one.Zip(other)
            .All(pair => pair.First.Zip(pair.Second).All(v => SameBits(v.First, v.Second)));

    private static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b)
        || (double.IsNaN(a) && double.IsNaN(b));

    private static bool IsTruth(Application each) =>
        Evaluate.Value(each.Node, each.InDouble).ToArray().All(value => value is 0 or 1);

    private static bool IsExact(Application each)
    {
        var rounded = Evaluate.Value(each.Node, each.InDouble).Convert<float>();
        var single = Evaluate.Value(each.Node, each.InFloat);
        return AreSame([rounded.Convert<double>().ToArray()], [single.Convert<double>().ToArray()]);
    }
}
