using System.Runtime.CompilerServices;

namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>An input that is bound by name when the graph is evaluated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its lengths, outermost axis first; none for a scalar.</param>
    public static Expr Input(string name, params ReadOnlySpan<int> shape) =>
        new Input(name, Shape.Of(shape), InputOrigin.Data);

    /// <summary>An input that is trained: a parameter that knows how it starts.</summary>
    public static Expr Parameter(string name, Shape shape, Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(initializer);
        return new Input(name, shape, new ParameterOrigin(initializer));
    }

    /// <summary>An input that every run draws anew from its seed and step.</summary>
    public static Expr Noise(string name, Shape shape, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(distribution);
        return new Input(name, shape, new NoiseOrigin(distribution));
    }

    /// <summary>A number.</summary>
    public static Expr Constant(double value) => new Constant(Shape.Scalar, value);

    /// <summary>An array of numbers, as it is now: arrays are immutable.</summary>
    public static Expr Constant(NDArray<double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Constant(value);
    }

    /// <summary>The same number in every element.</summary>
    public static Expr Fill(Shape shape, double value)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new Constant(shape, value);
    }

    /// <summary>The same number in every element of the shape of x.</summary>
    private static Constant Like(
        Expr x,
        double value,
        [CallerArgumentExpression(nameof(x))] string? name = null
    ) => new(Argument.NotNull(x, name).Shape, value);

    /// <summary>Zeros.</summary>
    public static Expr Zeros(Shape shape) => Fill(shape, 0);

    /// <summary>Ones.</summary>
    public static Expr Ones(Shape shape) => Fill(shape, 1);
}
