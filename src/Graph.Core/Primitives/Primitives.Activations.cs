using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>max(x, 0): the rectified linear unit.</summary>
    public static Primitive Relu { get; } =
        Declare(
            new("relu")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map<Arithmetic.Positive<double>, Arithmetic.Positive<float>>(),
                Derivative = Elementwise((x, y) => Partial.Where(x > 0, 1)),
                Notation = Notation.Function("relu"),
                Domain = Domain.RealsExcept(0),
                Convention =
                    "derivative 0 at 0; 0 at NaN too; so relu(x) - relu(-x), which is x, has derivative 0 at 0",
                Branch = Branches.SignOfInput,
                Algebra = new() { Idempotent = true, Exact = true },
                Role = GateRole.Router,
            }
        );

    /// <summary>x where x > 0, slope x elsewhere.</summary>
    public static Primitive LeakyRelu { get; } =
        Declare(
            new("leakyRelu")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Elementwise(Piecewise.Leaky, Piecewise.Leaky)
                    .InRegisters(
                        new(
                            typeof(Piecewise.LeakyOf<double>),
                            typeof(Piecewise.LeakyOf<float>),
                            y => y.Get<Coefficient>().Value
                        )
                    ),
                Derivative = Elementwise(y => [LeakyPartial(y.Inputs[0], y.Get<Coefficient>())]),
                Notation = WithNumber("leakyRelu"),
                Domain = Domain.RealsExcept(0),
                Convention = "derivative at 0: the number nearest 0 between the slope and 1",
                Branch = Branches.SignOfInput,
                ReadAttributes = Coefficient.Read,
                Samples = Coefficient.Each(0.1, 0, 1, 2, -0.5),
            }
        );

    /// <summary>1 where x > 0, the slope elsewhere: the derivative of leaky ReLU.</summary>
    public static Primitive LeakySlope { get; } =
        Declare(
            new("leakySlope")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Elementwise(Piecewise.LeakySlope, Piecewise.LeakySlope)
                    .InRegisters(
                        new(
                            typeof(Piecewise.LeakySlopeOf<double>),
                            typeof(Piecewise.LeakySlopeOf<float>),
                            y => y.Get<Coefficient>().Value
                        )
                    ),
                Derivative = LocallyConstant,
                Notation = WithNumber("leakySlope") with
                {
                    Special = y => JumpsOver0(y, "{a}", "{a}"),
                    WrittenOut = y => ByCases(y, Expr.Fill(y.Shape, y.Get<Coefficient>().Value)),
                    Called = "slope of leakyRelu {a}",
                },
                Domain = Domain.RealsExcept(0),
                Convention = "at 0: the number nearest 0 between the slope and 1",
                Branch = Branches.SignOfInput,
                ReadAttributes = Coefficient.Read,
                Samples = Coefficient.Each(0.1, 0, 1, 2, -0.5),
                Role = GateRole.Vanishing,
            }
        );

    /// <summary>x where x > 0, alpha (e^x - 1) elsewhere: the exponential linear unit.</summary>
    public static Primitive Elu { get; } =
        Declare(
            new("elu")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Elementwise(Exponentials.Elu, Exponentials.Elu),
                Derivative = Elementwise(y => [EluPartial(y.Inputs[0], y.Get<Coefficient>())]),
                Notation = WithNumber("elu"),
                Domain = Domain.RealsExcept(0),
                Convention =
                    "derivative at 0: the number nearest 0 between alpha and 1; so 1 for alpha = 1, whose second derivative at 0 is 0",
                Branch = Branches.SignOfInput,
                ReadAttributes = Coefficient.Read,
                Samples = Coefficient.Each(1, 0.5, 0, 2, -0.5),
            }
        );

    /// <summary>1 where x > 0, alpha e^x elsewhere: the derivative of elu.</summary>
    public static Primitive EluSlope { get; } =
        Declare(
            new("eluSlope")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Elementwise(Exponentials.EluSlope, Exponentials.EluSlope),
                Derivative = Elementwise((x, y) => Expr.Where(x >= 0, 0, y)),
                Notation = WithNumber("eluSlope") with
                {
                    Special = y => JumpsOver0(y, "{a}*exp({0})", @"{a} \, e^{{{0}}}"),
                    WrittenOut = y =>
                        ByCases(y, Multiple(y.Get<Coefficient>().Value, Expr.Exp(y.Inputs[0]))),
                    Called = "slope of elu {a}",
                },
                Domain = Domain.RealsExcept(0),
                Convention =
                    "at 0: the number nearest 0 between alpha and 1; its own derivative there is 0",
                Branch = Branches.SignOfInput,
                ReadAttributes = Coefficient.Read,
                Samples = Coefficient.Each(1, 0.5, 0, 2, -0.5),
            }
        );

    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    public static Primitive Sigmoid { get; } =
        Declare(
            new("sigmoid")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Logistic.Sigmoid, Logistic.Sigmoid),
                Derivative = Elementwise((x, y) => y * Expr.Sigmoid(-x)),
                Notation = Notation.Function("sigmoid", @"\sigma\left({0}\right)") with
                {
                    // The rule computes sigmoid(-x), which keeps its digits where 1 - sigmoid(x) has lost them.
                    WrittenOut = y =>
                        y.Inputs[0] is Apply { Primitive: var sign, Inputs: [var x] } && sign == Neg
                            ? 1 - Expr.Sigmoid(x)
                            : null,
                },
            }
        );

    /// <summary>log(1 + e^x), as max(x, 0) + log1p(e^-|x|).</summary>
    public static Primitive Softplus { get; } =
        Declare(
            new("softplus")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Logistic.Softplus, Logistic.Softplus),
                Derivative = Elementwise((x, y) => Expr.Sigmoid(x)),
                Notation = Notation.Function("softplus", @"\log\left(1 + e^{{{0}}}\right)"),
            }
        );

    /// <summary>x sigmoid(x).</summary>
    public static Primitive Silu { get; } =
        Declare(
            new("silu")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Logistic.Silu, Logistic.Silu),
                Derivative = Elementwise((x, y) => SiluPartial(Expr.Sigmoid(x), y)),
                Notation = Notation.Function("silu"),
            }
        );

    /// <summary>x Phi(x), exactly: Phi is the distribution function of the normal distribution.</summary>
    public static Primitive Gelu { get; } =
        Declare(
            new("gelu")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Normal.Gelu, Normal.Gelu),
                Derivative = Elementwise(
                    (x, y) =>
                        // Strongly, as infinity times 0 stands for its limit 0.
                        Expr.NormalCdf(x) + Expr.StrongMul(x, Expr.NormalPdf(x))
                ),
                Notation = Notation.Function("gelu"),
            }
        );

    private static Notation WithNumber(string name) =>
        new(
            $"{name}({{a}}, {{0}})",
            $@"\operatorname{{{{{name}}}}}_{{{{{{a}}}}}}\left({{0}}\right)",
            5
        );

    /// <summary>The slope 1 right of 0, another left of it, and at 0 the number nearest 0 between them.</summary>
    private static Expr? ByCases(Apply slope, Expr left)
    {
        var x = slope.Inputs[0];
        return slope.Get<Coefficient>().Value switch
        {
            < 0 => null,
            > 1 => Expr.Where(x >= 0, 1, left),
            _ => Expr.Where(x > 0, 1, left),
        };
    }

    /// <summary>The same in three cases, where 0 lies between the slopes.</summary>
    private static Notation? JumpsOver0(Apply slope, string left, string latex) =>
        slope.Get<Coefficient>().Value >= 0
            ? null
            : new(
                $"1 if {{0}} > 0, 0 if {{0}} = 0, else {left}",
                $@"1 \text{{{{ if }}}} {{0}} > 0 \text{{{{, }}}} 0 \text{{{{ if }}}} {{0}} = 0 \text{{{{, else }}}} {latex}",
                -1
            );

    private static Expr Multiple(double factor, Expr x) =>
        factor == 0 ? Expr.Fill(x.Shape, 0)
        : factor == 1 ? x
        : factor * x;

    private static Partial LeakyPartial(Expr x, Coefficient slope) =>
        StrongBetween(slope.Value, x, LeakySlope.Apply(slope, x));

    private static Partial EluPartial(Expr x, Coefficient alpha) =>
        StrongBetween(alpha.Value, x, EluSlope.Apply(alpha, x));

    /// <summary>The slope, strongly zero at x = 0 where it jumps over 0 there.</summary>
    private static Partial StrongBetween(double left, Expr x, Expr slope) =>
        left < 0 ? Partial.Where(x, slope) : slope;

    private static Expr SiluPartial(Expr s, Expr y) => s + Expr.StrongMul(y, 1 - s);
}
