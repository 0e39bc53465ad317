namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>max(x, 0), with derivative 0 at 0.</summary>
    /// <remarks>So relu(x) - relu(-x), which is x, has derivative 0 at 0: a smooth whole made of kinked parts.</remarks>
    public static Expr Relu(Expr x) => Primitives.Relu.Apply(x);

    /// <summary>x where x > 0, slope x elsewhere; the lecture's slope is 0.1.</summary>
    public static Expr LeakyRelu(Expr x, double slope = 0.1) =>
        Primitives.LeakyRelu.Apply(new Coefficient(slope), x);

    /// <summary>x where x > 0, alpha (e^x - 1) elsewhere.</summary>
    public static Expr Elu(Expr x, double alpha = 1) =>
        Primitives.Elu.Apply(new Coefficient(alpha), x);

    /// <summary>x Phi(x), exactly; Phi is the distribution function of the normal distribution.</summary>
    public static Expr Gelu(Expr x) => Primitives.Gelu.Apply(x);

    /// <summary>The tanh approximation of <see cref="Gelu"/>: x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).</summary>
    /// <remarks>Written with (1 + tanh u) / 2 = sigmoid(2 u), which keeps the left tail. D. Hendrycks and K. Gimpel, 2016.</remarks>
    public static Expr GeluTanh(Expr x)
    {
        // Beyond 100 the second factor is 0 or 1, and the cube might overflow.
        var near = Clip(x, -100, 100);
        return Max(x, -100)
            * Sigmoid(2 * Math.Sqrt(2 / Math.PI) * (near + 0.044715 * Pow(near, 3)));
    }

    /// <summary>The derivative of <see cref="LeakyRelu"/>: 1 where x > 0, the slope elsewhere; at 0 the number nearest 0 between the two.</summary>
    public static Expr LeakySlope(Expr x, double slope = 0.1) =>
        Primitives.LeakySlope.Apply(new Coefficient(slope), x);

    /// <summary>The derivative of <see cref="Elu"/>: 1 where x > 0, alpha e^x elsewhere; at 0 the number nearest 0 between the two.</summary>
    public static Expr EluSlope(Expr x, double alpha = 1) =>
        Primitives.EluSlope.Apply(new Coefficient(alpha), x);

    /// <summary>1 / (1 + e^-x).</summary>
    public static Expr Sigmoid(Expr x) => Primitives.Sigmoid.Apply(x);

    /// <summary>log(1 + e^x).</summary>
    public static Expr Softplus(Expr x) => Primitives.Softplus.Apply(x);

    /// <summary>x sigmoid(x).</summary>
    public static Expr Silu(Expr x) => Primitives.Silu.Apply(x);
}
