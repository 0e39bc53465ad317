using System.Numerics;
using System.Numerics.Tensors;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>1 where a > b, else 0.</summary>
    public static Primitive Greater { get; } =
        Declare(
            new("greater")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip((a, b) => a > b ? 1 : 0),
                Derivative = NotDifferentiable("its value jumps between 0 and 1"),
                Notation = Notation.Infix(">", 0),
                Convention = "0 where either is NaN",
                Role = GateRole.Blocker,
            }
        );

    /// <summary>1 where a = b, else 0.</summary>
    public static Primitive Equal { get; } =
        Declare(
            new("equal")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip((a, b) => a == b ? 1 : 0),
                Derivative = NotDifferentiable("its value jumps between 0 and 1"),
                Notation = Notation.Infix("=", 0),
                Convention = "0 where either is NaN",
                Role = GateRole.Blocker,
            }
        );

    /// <summary>a where the condition is not 0, b where it is 0.</summary>
    public static Primitive Select { get; } =
        Declare(
            new("select")
            {
                Arity = Arity.Three,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Of(Choose, Choose),
                Derivative = Elementwise(y =>
                    [
                        Partial.Zero,
                        Partial.Where(y.Inputs[0], 1),
                        Partial.Where(Expr.EqualTo(y.Inputs[0], 0), 1),
                    ]
                ),
                Notation = Notation.Function("select"),
                Convention =
                    "the condition has no gradient; the branch not taken contributes exactly 0",
                Branch = (x, branch) =>
                {
                    for (int i = 0; i < branch.Length; i++)
                        branch[i] = x[0][i] == 0 ? 0 : 1;
                },
                Role = GateRole.Router,
            }
        );

    private static void Choose<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> c = x[0],
            a = x[1],
            b = x[2];
        for (int i = 0; i < y.Length; i++)
            y[i] =
                T.IsNaN(c[i]) ? c[i]
                : T.IsZero(c[i]) ? b[i]
                : a[i];
    }
}
