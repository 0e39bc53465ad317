using System.Numerics;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>1 where a > b, else 0.</summary>
    public static Primitive Greater { get; } =
        Declare(
            Comparison("greater", ".>", ">", Kernel.Zip<IsGreater<double>, IsGreater<float>>())
        );

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Primitive Less { get; } =
        Declare(Comparison("less", ".<", "<", Kernel.Zip<IsLess<double>, IsLess<float>>()));

    /// <summary>1 where a >= b, else 0.</summary>
    public static Primitive GreaterEqual { get; } =
        Declare(
            Comparison(
                "greaterEqual",
                ".>=",
                @"\ge",
                Kernel.Zip<IsGreaterOrEqual<double>, IsGreaterOrEqual<float>>()
            )
        );

    /// <summary>1 where a &lt;= b, else 0.</summary>
    public static Primitive LessEqual { get; } =
        Declare(
            Comparison(
                "lessEqual",
                ".<=",
                @"\le",
                Kernel.Zip<IsLessOrEqual<double>, IsLessOrEqual<float>>()
            )
        );

    /// <summary>1 where a = b, else 0.</summary>
    public static Primitive Equal { get; } =
        Declare(Comparison("equal", ".=", "=", Kernel.Zip<IsEqual<double>, IsEqual<float>>()));

    /// <summary>1 where a and b differ or either is NaN, else 0.</summary>
    public static Primitive NotEqual { get; } =
        Declare(
            Comparison(
                "notEqual",
                ".<>",
                @"\ne",
                Kernel.Zip<IsNotEqual<double>, IsNotEqual<float>>()
            )
        );

    /// <summary>a where the condition is not 0, b where it is 0.</summary>
    public static Primitive Select { get; } =
        Declare(
            new("select")
            {
                Arity = Arity.Three,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Elementwise(Piecewise.Select, Piecewise.Select)
                    .InRegisters(new(typeof(Choice<double>), typeof(Choice<float>)))
                    .As(ScalarCode.Select),
                Derivative = Elementwise(y =>
                    [Partial.Zero, Partial.Branch(y.Inputs[0]), Partial.OtherBranch(y.Inputs[0])]
                ),
                Notation = Notation.Function("select") with
                {
                    Special = y =>
                        y.Inputs[0] is Apply { Primitive.Algebra.Truth: true } ? IfElse : IfNot0,
                    WrittenOut = y => IsZeroAnyway(y) ? y.Inputs[1] : null,
                },
                Domain = Domain.Of(Interval.Reals with { Except = [0] }, Interval.Reals),
                Convention =
                    "the condition has no gradient; the branch not taken contributes exactly 0; NaN where the condition is NaN",
                Branch = Branches.ConditionOfInput,
                Algebra = new() { Rewrite = Rewrites.Select },
                Role = GateRole.Router,
            }
        );

    /// <summary>a b, but exactly 0 where either is 0, whatever the other is: a product of strong zeros.</summary>
    public static Primitive StrongMul { get; } =
        Declare(
            new("strongMul")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip<
                    Piecewise.StrongProduct<double>,
                    Piecewise.StrongProduct<float>
                >(),
                Derivative = Elementwise((a, b, y) => (Partial.Strong(b), Partial.Strong(a))),
                Notation = Notation.Function("strongMul", @"{0} \, {1}") with
                {
                    LatexPrecedence = 2,
                    WrittenOut = y => y.Inputs[0] * y.Inputs[1],
                    Called = "mul",
                },
                Convention = "exactly 0 where either factor is 0, also beside infinities and NaN",
                Algebra = new() { Commutative = true },
                Role = GateRole.SwapMultiplier,
            }
        );

    /// <summary>Its first input if at some element all others, conditions, hold; else zeros.</summary>
    /// <remarks>Where a select has left nothing, a map that follows no mask must make exactly nothing: this sees to it, in one node where four would be needed.</remarks>
    public static Primitive WhereAny { get; } =
        Declare(
            new("whereAny")
            {
                Arity = Arity.AtLeast(2),
                Shape = Inverted.Counted,
                Kernel = Kernel.Of(Conditions.Keep, Conditions.Keep),
                Derivative = Elementwise(y =>
                    [
                        Partial.Branch(
                            Expr.WhereAny(
                                Expr.Ones(y.Shape),
                                y.Inputs[1..].ToArray(),
                                y.Get<Inverted>().Last
                            )
                        ),
                        .. new Partial[y.Inputs.Length - 1],
                    ]
                ),
                Notation = Notation.Over("whereAny"),
                Convention =
                    "a condition holds where it is not 0, the last ones, if so asked, where they are 0; each holds where it is NaN",
                Branch = (x, branch) => branch.Fill(Conditions.HoldSomewhere(x) ? 1 : 0),
                ReadAttributes = Inverted.Read,
                Samples = [new Inverted(0), new Inverted(1)],
                Role = GateRole.Router,
            }
        );

    /// <summary>Whether a choice of 0 where x = 0 says nothing new, as what is chosen elsewhere is 0 there: an elementwise function of x.</summary>
    private static bool IsZeroAnyway(Apply choice) =>
        choice.Inputs is [var x, Apply { Inputs: [var of] } chosen, Constant { Uniform: 0 }]
        && ReferenceEquals(x, of)
        && ReferenceEquals(chosen.Primitive.Shape, ShapeRules.Elementwise)
        && chosen
            .Primitive.Kernel.Run<double>(chosen, [NDArray<double>.Fill(x.Shape, 0)])
            .Span.IndexOfAnyExcept(0.0) < 0;

    private static readonly Notation IfElse = new(
        "{1} if {0} else {2}",
        @"{1} \text{{ if }} {0} \text{{ else }} {2}",
        -1
    );

    private static readonly Notation IfNot0 = new(
        "{1} if {0} <> 0 else {2}",
        @"{1} \text{{ if }} {0} \ne 0 \text{{ else }} {2}",
        -1
    );

    private static Primitive Comparison(string name, string sign, string latex, Kernel kernel) =>
        new(name)
        {
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = kernel,
            Derivative = NotDifferentiable("its value jumps between 0 and 1"),
            Notation = Notation.Infix(sign, 0, $"{{0}} {latex} {{1}}") with
            {
                // In q = (w = c) one sign would mean two things.
                Text = $"{{0}} {(sign == ".=" ? "==" : sign.TrimStart('.'))} {{1}}",
            },
            Convention =
                name == "notEqual"
                    ? "NaN differs from everything, so where a side is NaN the result is 1"
                    : "NaN compares with nothing, so where a side is NaN the result is 0",
            Branch = Branches.ComparisonOfInputs,
            Algebra = new() { Truth = true },
            Role = GateRole.Vanishing,
        };
}
