namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The mean of all elements; NaN of none.</summary>
    public static Expr Mean(Expr x) => Mean(x, []);

    /// <summary>The mean over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Mean(Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        double count = Count(Axes.Of("mean", x, axes.Span), x);
        return Sum(x, axes) / count;
    }

    /// <summary>The mean squared deviation from the mean of all elements.</summary>
    public static Expr Variance(Expr x) => Variance(x, []);

    /// <summary>The mean squared deviation from the mean over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Variance(Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        var normal = Axes.Of("variance", x, axes.Span);
        var deviation = Deviation(x, normal);
        return Sum(deviation * deviation, axes) / Count(normal, x);
    }

    /// <summary>The square root of the variance of all elements; its gradient where it is 0 is 0.</summary>
    public static Expr StandardDeviation(Expr x) => StandardDeviation(x, []);

    /// <summary>The square root of the variance over the given axes, which are removed; its gradient where it is 0 is 0.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr StandardDeviation(Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        var normal = Axes.Of("standardDeviation", x, axes.Span);
        return Norm2(Deviation(x, normal), axes) / Math.Sqrt(Count(normal, x));
    }

    /// <summary>The Euclidean norm of all elements, sqrt(sum x^2); its gradient at 0 is 0.</summary>
    public static Expr Norm2(Expr x) => Norm2(x, []);

    /// <summary>The Euclidean norm over the given axes, which are removed, sqrt(sum x^2); its gradient at 0 is 0, the subgradient of least norm.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Norm2(Expr x, Ints axes) => OverAxes(Primitives.Norm2Over, x, axes);

    private static Expr Deviation(Expr x, Axes axes) =>
        x - SpreadBack(Sum(x, axes.Values) / Count(axes, x), x.Shape, axes.Values);

    private static double Count(Axes axes, Expr x) =>
        axes.Values.Aggregate(1.0, (count, axis) => count * x.Shape[axis]);
}
