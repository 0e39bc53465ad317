using System.Numerics;

namespace FunctionalGrad;

/// <summary>The positions along an axis that an array of indices names.</summary>
internal static class Positions
{
    /// <summary>Reads input 0 of a gather or scatter to an array as long; -1 stands for NaN.</summary>
    /// <exception cref="BindingException">An index is fractional or lies outside the axis.</exception>
    public static void Read<T>(
        Operands<T> x,
        int axis,
        int length,
        Shape indexed,
        Span<int> positions
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var indices = x[0];
        for (int i = 0; i < positions.Length; i++)
        {
            double index = double.CreateTruncating(indices[i]);
            positions[i] =
                double.IsNaN(index) ? -1
                : index >= 0 && index < length && index == Math.Floor(index) ? (int)index
                : throw Unfit(x, i, index, axis, length, indexed);
        }
    }

    private static BindingException Unfit<T>(
        Operands<T> x,
        int element,
        double index,
        int axis,
        int length,
        Shape indexed
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string expected =
            index != Math.Floor(index)
                ? "which is not a whole number"
                : $"but axis {axis} of {indexed} has positions 0 to {length - 1}";
        return new(
            $"{x.Operation}: element {element} of the indices {x.Described(0)} is {index}, {expected}."
        );
    }
}
