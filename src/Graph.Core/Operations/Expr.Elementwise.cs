namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>e^x.</summary>
    public static Expr Exp(Expr x) => Primitives.Exp.Apply(x);

    /// <summary>The natural logarithm.</summary>
    public static Expr Log(Expr x) => Primitives.Log.Apply(x);

    /// <summary>1 / (1 + e^-x).</summary>
    public static Expr Sigmoid(Expr x) => Primitives.Sigmoid.Apply(x);
}
