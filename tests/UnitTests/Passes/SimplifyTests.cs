using System.Numerics;

namespace FunctionalGrad.UnitTests.Passes;

public class SimplifyTests
{
    private static readonly Expr X = Input("x", 2, 3);
    private static readonly Expr Y = Input("y", 2, 3);

    /// <summary>What identities are wrong at: both zeros, both infinities, NaN, numbers that float rounds away or to something else.</summary>
    private static readonly double[] Hostile =
    [
        0.0,
        -0.0,
        1,
        -1,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        1e-300,
        -1e-300,
        1e300,
        -1e300,
        1 + 1e-12,
        1 - 1e-12,
        0.1,
        -2.5,
        double.Epsilon,
        3e-46,
        16777217,
    ];

    public static TheoryData<string, Expr, Expr> Rules =>
        new()
        {
            { "x * 1", X * 1, X },
            { "1 * x", 1 * X, X },
            { "x / 1", X / 1, X },
            { "x - 0", X - 0, X },
            { "x + -0", X + -0.0, X },
            { "-0 + x", -0.0 + X, X },
            { "-(-x)", -(-X), X },
            { "-(-(-x))", -(-(-X)), -X },
            { "relu (relu x)", Relu(Relu(X)), Relu(X) },
            { "abs (abs x)", Abs(Abs(X)), Abs(X) },
            { "stopGradient twice", StopGradient(StopGradient(X)), StopGradient(X) },
            { "reshape of reshape", Reshape(Reshape(X, [6]), [3, 2]), Reshape(X, [3, 2]) },
            { "reshape back", Reshape(Reshape(X, [6]), [2, 3]), X },
            { "transpose of transpose", Transpose(Transpose(X)), X },
            { "no order", Permute(X, [0, 1]), X },
            {
                "order of order",
                Permute(Permute(Reshape(X, [1, 2, 3]), [1, 2, 0]), [0, 2, 1]),
                Permute(Reshape(X, [1, 2, 3]), [1, 0, 2])
            },
            {
                "broadcast of broadcast",
                Broadcast(Broadcast(Input("v", 3), [2, 3]), [4, 2, 3]),
                Broadcast(Input("v", 3), [4, 2, 3])
            },
            { "whole slice", Primitives.Slice.Apply(new Slicing([0, 0], [2, 3], [1, 1]), X), X },
            { "no padding", Primitives.Pad.Apply(new Padding([0, 0], [0, 0]), X), X },
            { "concat of one", Primitives.Concat.Apply(new Axis(0), X), X },
            { "select true", Where(Ones([2, 3]), X, Y), X },
            { "select false", Where(Fill([2, 3], -0.0), X, Y), Y },
            { "select between equals", Where(X > Y, Exp(X), Exp(X)), Exp(X) },
            { "constants", -Constant(2) * X, Constant(-2) * X },
            { "uniform constants", X * -Fill([2, 3], 2), X * -2 },
            { "under other nodes", Exp(X * 1) + -(-Y), Exp(X) + Y },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Identities_apply(string rule, Expr from, Expr to)
    {
        var simple = Simplify.Graph(from);
        Assert.True(to.SameAs(simple), $"{rule}: {simple}");
        Assert.Same(simple, Simplify.Graph(simple));
    }

    public static TheoryData<string, Expr> Kept =>
        new()
        {
            { "x * 0 may be NaN or -0", X * 0 },
            { "x + 0 turns -0 into 0", X + 0.0 },
            { "x - -0 does too", X - -0.0 },
            { "0 - x is not -x at 0", 0 - X },
            { "max(x, 0) has 1/2 at the tie, relu has 0", Max(X, 0) },
            { "x - x may be NaN", X - X },
            { "x / x may be NaN", X / X },
            { "exp (log x) is rounded", Exp(Log(X)) },
            { "1e-300 is 0 in float", Where(Fill([2, 3], 1e-300), X, Y) },
            { "a NaN condition makes NaN", Where(X, Y, Y) },
            { "1 + 1e-12 is 1 in float", (Constant(1 + 1e-12) > Constant(1)) * X },
            { "sums are rounded", X * (Constant(0.1) + Constant(0.2)) },
            {
                "max takes one side of a tie",
                Primitives.Max.Apply(new Ties(TiePolicy.First), X, Y)
                    - Primitives.Max.Apply(new Ties(TiePolicy.First), Y, X)
            },
        };

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_is_not_the_same_to_the_last_bit_is_kept(string reason, Expr expr) =>
        Assert.True(ReferenceEquals(expr, Simplify.Graph(expr)), reason);

    [Fact]
    public void Equal_nodes_are_merged_and_untouched_ones_kept()
    {
        var kept = Exp(X);
        var simple = (Apply)Simplify.Graph(kept + Exp(X) * 1);
        Assert.Same(kept, simple.Inputs[0]);
        Assert.Same(kept, simple.Inputs[1]);
    }

    [Fact]
    public void Several_expressions_are_simplified_together()
    {
        var both = Simplify.Graph([Exp(X) * 1, -(-Exp(X))]);
        Assert.Same(both[0], both[1]);
    }

    [Fact]
    public void Modules_survive()
    {
        var f = ModulePath.Named("layer", () => Reshape(Reshape(X * 1, [6]), [3, 2]));
        Assert.Equal("layer", ((Apply)Simplify.Graph(f)).Module);
    }

    [Fact]
    public void Declared_identities_keep_every_bit()
    {
        int checks = 0;
        foreach (var primitive in Primitives.All)
        foreach (var attributes in primitive.Samples)
        foreach (double number in Hostile)
        {
            var x = Input("x");
            Expr Apply(params Expr[] inputs) => primitive.Apply(attributes, inputs);
            var algebra = primitive.Algebra;
            if (algebra.RightIdentity is { } right)
                SameBits(Apply(x, Constant(right)), x, number);
            if (algebra.LeftIdentity is { } left)
                SameBits(Apply(Constant(left), x), x, number);
            if (algebra.Involution)
                SameBits(Apply(Apply(x)), x, number);
            if (algebra.Idempotent)
                SameBits(Apply(Apply(x)), Apply(x), number);
            if (algebra.Truth)
                foreach (double other in Hostile)
                    Assert.Contains(
                        Evaluate.Value(Apply(x, Constant(other)), (x, number)).ToScalar(),
                        new[] { 0.0, 1.0 }
                    );
            if (algebra.Commutative)
                foreach (double other in Hostile)
                    SameBits(Apply(x, Constant(other)), Apply(Constant(other), x), number);
            checks++;
        }
        Assert.True(checks > 100);

        void SameBits(Expr f, Expr g, double at)
        {
            var x = Input("x");
            Same<double>(Evaluate.Value(f, (x, at)), Evaluate.Value(g, (x, at)), $"{f} at {at}");
            Same<float>(
                Evaluate.Value<float>(f, (x, (float)at)),
                Evaluate.Value<float>(g, (x, (float)at)),
                $"{f} at {at} in float"
            );
        }
    }

    [Fact]
    public void Exact_primitives_fold_to_the_bits_they_have_in_either_element_type()
    {
        int folded = 0;
        foreach (var primitive in Primitives.All.Where(primitive => primitive.Algebra.Exact))
        foreach (var attributes in primitive.Samples)
            for (int shift = 0; shift < Hostile.Length; shift++)
            {
                int count = Math.Min(
                    primitive.Arity.Least + (primitive.Arity.IsVariadic ? 1 : 0),
                    3
                );
                var inputs = Enumerable
                    .Range(0, count)
                    .Select(i =>
                        Constant(
                            NDArray<double>.Create(
                                [2, 3],
                                elements =>
                                {
                                    for (int j = 0; j < 6; j++)
                                        elements[j] = Hostile[
                                            (shift * (i + 1) + j * (i + 1)) % Hostile.Length
                                        ];
                                }
                            )
                        )
                    )
                    .ToArray();
                var f = primitive.Apply(attributes, inputs);
                var simple = Simplify.Graph(f);
                Assert.IsType<Constant>(simple);
                Same(Evaluate.Value(f), Evaluate.Value(simple), $"{f}");
                Same(Evaluate.Value<float>(f), Evaluate.Value<float>(simple), $"{f} in float");
                folded++;
            }
        Assert.True(folded > 100);
    }

    [Fact]
    public void Gradients_are_kept_at_ties_and_special_numbers()
    {
        Expr x = Input("x"),
            y = Input("y");
        Expr[] forms =
        [
            Max(x * 1, -(-y)) * Relu(Relu(x)),
            Where(x > y, x * 1, x) * Abs(Abs(y)),
            Reshape(Reshape(Min(x, x), [1]), []) / (y / 1),
            StopGradient(StopGradient(x)) * y + Clip(Clip(x, 0, 1), 0, 1),
            Where(Constant(1), Log(x), Sqrt(y)),
            Floor(Floor(x)) + Sign(Sign(y)) * y,
            Sum(Broadcast(Broadcast(Reshape(x * y, [1, 1]), [1, 2]), [3, 2])) - 0,
        ];
        double[] points = [-1, -0.0, 0.0, 0.5, 1, double.PositiveInfinity, double.NaN];
        foreach (var f in forms)
        {
            var simple = Simplify.Graph(f);
            Assert.True(Tape.Of(simple).Nodes.Count < Tape.Of(f).Nodes.Count, $"{f}");
            foreach (double a in points)
            foreach (double b in points)
            {
                IReadOnlyList<Expr> both =
                [
                    f,
                    .. Gradient(f, x, y),
                    simple,
                    .. Gradient(simple, x, y),
                ];
                foreach (var outputs in new[] { both, Simplify.Graph(both) })
                {
                    var values = Evaluate
                        .Values<double>(outputs, (x, a), (y, b))
                        .Select(value => value.ToScalar())
                        .ToArray();
                    Assert.Equal(values[..3], values[3..]);
                }
            }
        }
    }

    private static void Same<T>(NDArray<T> a, NDArray<T> b, string where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(a.Shape, b.Shape);
        for (int i = 0; i < a.Span.Length; i++)
        {
            T left = a.Span[i],
                right = b.Span[i];
            bool same = T.IsNaN(left)
                ? T.IsNaN(right)
                : left == right && T.IsNegative(left) == T.IsNegative(right);
            Assert.True(same, $"{where}: {left} is not {right}");
        }
    }
}
