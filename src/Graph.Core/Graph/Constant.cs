namespace FunctionalGrad;

/// <summary>A leaf whose value is part of the graph.</summary>
/// <remarks>Kept in double whatever the element type of a run; rounded once when a run in float begins.</remarks>
public sealed class Constant : Expr
{
    private readonly NDArray<double>? value;

    internal Constant(NDArray<double> value)
        : base(value.Shape)
    {
        if (value.Span.Length == 1)
            Uniform = OneNaN(value.Span[0]);
        else
            this.value = OneNaN(value);
    }

    internal Constant(Shape shape, double uniform)
        : base(shape) => Uniform = OneNaN(uniform);

    /// <summary>The number that every element is known to be, or null when the elements were given one by one.</summary>
    public double? Uniform { get; }

    /// <summary>The elements.</summary>
    public NDArray<double> Value => value ?? NDArray<double>.Fill(Shape, Uniform!.Value);

    /// <summary>The elements in the given element type, each rounded once to the nearest.</summary>
    internal NDArray<T> ValueIn<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        value?.Convert<T>() ?? NDArray<T>.Fill(Shape, T.CreateTruncating(Uniform!.Value));

    internal override string Label => "constant";

    /// <summary>Whether every element is the given number, bit for bit.</summary>
    internal bool Is(double number) =>
        Uniform is { } uniform
        && BitConverter.DoubleToInt64Bits(uniform) == BitConverter.DoubleToInt64Bits(number);

    /// <summary>All NaNs are one: sign and payload mean nothing, and would keep equal constants apart.</summary>
    private static double OneNaN(double number) => double.IsNaN(number) ? double.NaN : number;

    private static NDArray<double> OneNaN(NDArray<double> value)
    {
        foreach (double element in value.Span)
            if (double.IsNaN(element))
                return NDArray<double>.Adopt(
                    value.Shape,
                    Array.ConvertAll(value.Span.ToArray(), OneNaN)
                );
        return value;
    }
}
