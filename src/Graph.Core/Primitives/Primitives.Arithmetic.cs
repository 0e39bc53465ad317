using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>-x.</summary>
    public static Primitive Neg { get; } =
        Declare(
            new("neg")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Map<Arithmetic.Opposite<double>, Arithmetic.Opposite<float>>()
                    .As(ScalarCode.Negate),
                Derivative = Elementwise((x, y) => -1),
                Notation = new("-{0}", "-{0}", 3) { Operator = "-" },
                Algebra = new() { Involution = true, Exact = true },
            }
        );

    /// <summary>a + b + ..., any number of terms, added from left to right.</summary>
    public static Primitive Add { get; } =
        Declare(
            new("add")
            {
                Arity = Arity.AtLeast(2),
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Elementwise(AddAll, AddAll)
                    .InRegisters(
                        new(typeof(Arithmetic.Sum<double>), typeof(Arithmetic.Sum<float>))
                        {
                            Folds = true,
                        }
                    )
                    .As(ScalarCode.Add),
                Derivative = Elementwise(y => AllOnes(y.Inputs.Length)),
                Notation = Notation.Infix("+", 1),
                Algebra = new()
                {
                    Commutative = true,
                    LeftIdentity = -0.0,
                    RightIdentity = -0.0,
                },
                Role = GateRole.Distributor,
            }
        );

    /// <summary>a - b.</summary>
    public static Primitive Sub { get; } =
        Declare(
            new("sub")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Zip<Arithmetic.Difference<double>, Arithmetic.Difference<float>>()
                    .As(ScalarCode.Subtract),
                Derivative = Elementwise((a, b, y) => (1, -1)),
                Notation = Notation.Infix("-", 1),
                Algebra = new() { RightIdentity = 0.0 },
            }
        );

    /// <summary>a b.</summary>
    public static Primitive Mul { get; } =
        Declare(
            new("mul")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Zip<Arithmetic.Product<double>, Arithmetic.Product<float>>()
                    .As(ScalarCode.Multiply),
                Derivative = Elementwise((a, b, y) => (b, a)),
                Notation = Notation.Infix("*", 2, @"{0} \, {1}") with { WrittenOut = Fraction },
                Algebra = new()
                {
                    Commutative = true,
                    LeftIdentity = 1,
                    RightIdentity = 1,
                },
                Role = GateRole.SwapMultiplier,
            }
        );

    /// <summary>a / b, as IEEE 754 divides.</summary>
    public static Primitive Div { get; } =
        Declare(
            new("div")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Zip<Arithmetic.Quotient<double>, Arithmetic.Quotient<float>>()
                    .As(ScalarCode.Divide),
                Derivative = Elementwise(
                    (a, b, y) => (Partial.Quotient(1, b), Partial.Quotient(-y, b))
                ),
                Notation = Notation.Infix("/", 2, @"\frac{{{0}}}{{{1}}}") with
                {
                    LatexPrecedence = 3,
                },
                Domain = Domain.Of(Interval.Reals, Interval.Reals with { Except = [0] }),
                Algebra = new() { RightIdentity = 1 },
                Convention = "x / 0 and 0 / 0 as in IEEE 754",
            }
        );

    /// <summary>a (1 / b) as a / b, which a rule computes in two steps to share the quotient; null for other products.</summary>
    private static Expr? Fraction(Apply product) =>
        product.Inputs[1] is Apply { Primitive: var sign, Inputs: [Constant one, var b] }
        && sign == Div
        && one.Is(1)
            ? product.Inputs[0] / b
            : null;

    private static void AddAll<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Arithmetic.Add(x[0], x[1], y);
        for (int i = 2; i < x.Count; i++)
            Arithmetic.Add(y, x[i], y);
    }

    private static Partial[] AllOnes(int count)
    {
        var ones = new Partial[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
