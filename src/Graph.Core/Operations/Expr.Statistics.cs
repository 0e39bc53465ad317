namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The mean of all elements; NaN of none.</summary>
    public static Expr Mean(Expr x) => Mean(x, []);

    /// <summary>The mean over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Mean(Expr x, Ints axes) => Sum(x, axes) / Count("mean", x, axes);

    /// <summary>The mean squared deviation from the mean of all elements.</summary>
    public static Expr Variance(Expr x) => Variance(x, []);

    /// <summary>The mean squared deviation from the mean over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Variance(Expr x, Ints axes)
    {
        var deviation = Deviation("variance", x, axes);
        return Mean(deviation * deviation, axes);
    }

    /// <summary>The square root of the variance of all elements; its gradient where it is 0 is 0.</summary>
    public static Expr StandardDeviation(Expr x) => StandardDeviation(x, []);

    /// <summary>The square root of the variance over the given axes, which are removed; its gradient where it is 0 is 0.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr StandardDeviation(Expr x, Ints axes) =>
        Norm2(Deviation("standardDeviation", x, axes), axes)
        / Math.Sqrt(Count("standardDeviation", x, axes));

    /// <summary>The Euclidean norm of all elements, sqrt(sum x^2); its gradient at 0 is 0.</summary>
    public static Expr Norm2(Expr x) => Norm2(x, []);

    /// <summary>The Euclidean norm over the given axes, which are removed, sqrt(sum x^2); its gradient at 0 is 0, the subgradient of least norm.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Norm2(Expr x, Ints axes)
    {
        var squared = Sum(x * x, axes);
        return Where(EqualTo(squared, 0), Zeros(squared.Shape), Sqrt(squared));
    }

    private static Expr Deviation(string operation, Expr x, Ints axes)
    {
        var normal = Axes.Of(operation, x, axes.Span).Values;
        return x - Spread(Mean(x, axes), x.Shape, normal);
    }

    private static double Count(string operation, Expr x, Ints axes) =>
        Axes.Of(operation, x, axes.Span)
            .Values.Aggregate(1.0, (count, axis) => count * x.Shape[axis]);
}
