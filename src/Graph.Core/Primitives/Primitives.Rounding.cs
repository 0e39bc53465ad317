using System.Numerics.Tensors;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>|x|.</summary>
    public static Primitive Abs { get; } =
        Declare(
            new("abs")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map<Arithmetic.Distance<double>, Arithmetic.Distance<float>>(),
                Derivative = Elementwise((x, y) => Expr.Sign(x)),
                Notation = Notation.Function("abs", @"\left|{0}\right|"),
                Domain = Domain.RealsExcept(0),
                Convention = "derivative 0 at 0",
                Branch = Branches.SignOfInput,
                Algebra = new() { Idempotent = true, Exact = true },
            }
        );

    /// <summary>-1, 0 or 1: the sign of x.</summary>
    public static Primitive Sign { get; } =
        Declare(
            new("sign")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map<SignOf<double>, SignOf<float>>(),
                Derivative = LocallyConstant,
                Notation = Notation.Function("sign"),
                Domain = Domain.RealsExcept(0),
                Convention = "derivative 0 everywhere, at 0 too; sign(-0) = -0, sign(NaN) = NaN",
                Branch = Branches.SignOfInput,
                Algebra = new() { Idempotent = true },
                Role = GateRole.Vanishing,
            }
        );

    /// <summary>The largest integer not above x.</summary>
    public static Primitive Floor { get; } =
        Declare(
            new("floor")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(TensorPrimitives.Floor, TensorPrimitives.Floor),
                Derivative = LocallyConstant,
                Notation = Notation.Function("floor", @"\left\lfloor {0} \right\rfloor"),
                Convention = "derivative 0 everywhere, at integers too",
                Branch = Branches.CellOfInput,
                Algebra = new() { Idempotent = true },
                Role = GateRole.Vanishing,
            }
        );
}
