namespace FunctionalGrad;

// Explicit overloads, not implicit conversions: F# resolves these, and would reject conversions as ambiguous.
public abstract partial class Expr
{
    /// <summary>a + b.</summary>
    public static Expr operator +(Expr a, double b) => a + Like(a, b);

    /// <summary>a + b.</summary>
    public static Expr operator +(double a, Expr b) => Like(b, a) + b;

    /// <summary>a + b.</summary>
    public static Expr operator +(Expr a, int b) => a + (double)b;

    /// <summary>a + b.</summary>
    public static Expr operator +(int a, Expr b) => (double)a + b;

    /// <summary>a - b.</summary>
    public static Expr operator -(Expr a, double b) => a - Like(a, b);

    /// <summary>a - b.</summary>
    public static Expr operator -(double a, Expr b) => Like(b, a) - b;

    /// <summary>a - b.</summary>
    public static Expr operator -(Expr a, int b) => a - (double)b;

    /// <summary>a - b.</summary>
    public static Expr operator -(int a, Expr b) => (double)a - b;

    /// <summary>a b.</summary>
    public static Expr operator *(Expr a, double b) => a * Like(a, b);

    /// <summary>a b.</summary>
    public static Expr operator *(double a, Expr b) => Like(b, a) * b;

    /// <summary>a b.</summary>
    public static Expr operator *(Expr a, int b) => a * (double)b;

    /// <summary>a b.</summary>
    public static Expr operator *(int a, Expr b) => (double)a * b;

    /// <summary>a / b.</summary>
    public static Expr operator /(Expr a, double b) => a / Like(a, b);

    /// <summary>a / b.</summary>
    public static Expr operator /(double a, Expr b) => Like(b, a) / b;

    /// <summary>a / b.</summary>
    public static Expr operator /(Expr a, int b) => a / (double)b;

    /// <summary>a / b.</summary>
    public static Expr operator /(int a, Expr b) => (double)a / b;

    /// <summary>1 where a > b, else 0.</summary>
    public static Expr operator >(Expr a, double b) => a > Like(a, b);

    /// <summary>1 where a > b, else 0.</summary>
    public static Expr operator >(double a, Expr b) => Like(b, a) > b;

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Expr operator <(Expr a, double b) => a < Like(a, b);

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Expr operator <(double a, Expr b) => Like(b, a) < b;

    /// <summary>1 where a >= b, else 0.</summary>
    public static Expr operator >=(Expr a, double b) => a >= Like(a, b);

    /// <summary>1 where a >= b, else 0.</summary>
    public static Expr operator >=(double a, Expr b) => Like(b, a) >= b;

    /// <summary>1 where a &lt;= b, else 0.</summary>
    public static Expr operator <=(Expr a, double b) => a <= Like(a, b);

    /// <summary>1 where a &lt;= b, else 0.</summary>
    public static Expr operator <=(double a, Expr b) => Like(b, a) <= b;
}
