using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>1 where a > b, else 0.</summary>
    public static Primitive Greater { get; } =
        Declare(Comparison("greater", ".>", ">", (a, b) => a > b ? 1 : 0));

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Primitive Less { get; } =
        Declare(Comparison("less", ".<", "<", (a, b) => a < b ? 1 : 0));

    /// <summary>1 where a >= b, else 0.</summary>
    public static Primitive GreaterEqual { get; } =
        Declare(Comparison("greaterEqual", ".>=", @"\ge", (a, b) => a >= b ? 1 : 0));

    /// <summary>1 where a &lt;= b, else 0.</summary>
    public static Primitive LessEqual { get; } =
        Declare(Comparison("lessEqual", ".<=", @"\le", (a, b) => a <= b ? 1 : 0));

    /// <summary>1 where a = b, else 0.</summary>
    public static Primitive Equal { get; } =
        Declare(Comparison("equal", ".=", "=", (a, b) => a == b ? 1 : 0));

    /// <summary>1 where a and b differ or either is NaN, else 0.</summary>
    public static Primitive NotEqual { get; } =
        Declare(Comparison("notEqual", ".<>", @"\ne", (a, b) => a != b ? 1 : 0));

    /// <summary>a where the condition is not 0, b where it is 0.</summary>
    public static Primitive Select { get; } =
        Declare(
            new("select")
            {
                Arity = Arity.Three,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Of(Choice.Run, Choice.Run),
                Derivative = Elementwise(y =>
                    [
                        Partial.Zero,
                        Partial.Where(y.Inputs[0], 1),
                        Partial.Where(Expr.EqualTo(y.Inputs[0], 0), 1),
                    ]
                ),
                Notation = Notation.Function("select"),
                Domain = Domain.Of(Interval.Reals with { Except = [0] }, Interval.Reals),
                Convention =
                    "the condition has no gradient; the branch not taken contributes exactly 0; NaN where the condition is NaN",
                Branch = Branches.ConditionOfInput,
                Role = GateRole.Router,
            }
        );

    private static Primitive Comparison(
        string name,
        string sign,
        string latex,
        Func<double, double, double> kernel
    ) =>
        new(name)
        {
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Zip(kernel),
            Derivative = NotDifferentiable("its value jumps between 0 and 1"),
            Notation = Notation.Infix(sign, 0, $"{{0}} {latex} {{1}}"),
            Convention = name == "notEqual" ? "1 where either is NaN" : "0 where either is NaN",
            Branch = Branches.ComparisonOfInputs,
            Role = GateRole.Blocker,
        };
}
