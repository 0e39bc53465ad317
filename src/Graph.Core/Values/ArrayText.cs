using System.Globalization;
using System.Numerics;
using System.Text;

namespace FunctionalGrad;

/// <summary>The text of an array, in the manner of NumPy.</summary>
internal static class ArrayText
{
    private const int MostShown = 1000;
    private const int MostAxes = 32;

    public static string Of<T>(NDArray<T> array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = array.Shape;
        if (shape.Rank == 0)
            return Number(array.ToScalar(), "R");
        int edge = 3;
        while (edge > 0 && Shown(shape, edge) > MostShown)
            edge--;
        if (edge == 0 || shape.Rank > MostAxes)
            return $"[... {shape.Size} elements of shape {shape} ...]";
        var cells = new List<string>();
        Collect(array, 0, 0, edge, cells);
        Align(cells);
        var text = new StringBuilder();
        int next = 0;
        Write(text, shape, 0, edge, cells, ref next);
        return text.ToString();
    }

    private static bool IsElided(int length, int edge) => length > 2 * edge;

    private static double Shown(Shape shape, int edge)
    {
        double shown = 1;
        foreach (int length in shape)
            shown *= IsElided(length, edge) ? 2 * edge : Math.Max(1, length);
        return shown;
    }

    private static IEnumerable<int> Positions(int length, int edge) =>
        IsElided(length, edge)
            ? Enumerable.Range(0, edge).Concat(Enumerable.Range(length - edge, edge))
            : Enumerable.Range(0, length);

    private static void Collect<T>(
        NDArray<T> array,
        int axis,
        int offset,
        int edge,
        List<string> cells
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (axis == array.Shape.Rank)
        {
            cells.Add(Number(array.Span[offset], "G8"));
            return;
        }
        int length = array.Shape[axis];
        foreach (int position in Positions(length, edge))
            Collect(array, axis + 1, offset * length + position, edge, cells);
    }

    /// <summary>Pads on both sides, so that the points stand under one another.</summary>
    private static void Align(List<string> cells)
    {
        if (cells.Count == 0)
            return;
        int whole = cells.Max(cell => Whole(cell));
        int fraction = cells.Max(cell => cell.Length - Whole(cell));
        for (int i = 0; i < cells.Count; i++)
            cells[i] = cells[i]
                .PadLeft(cells[i].Length + whole - Whole(cells[i]))
                .PadRight(whole + fraction);
    }

    private static int Whole(string cell) =>
        cell.IndexOf('.') is var point and >= 0 ? point : cell.Length;

    private static void Write(
        StringBuilder text,
        Shape shape,
        int axis,
        int edge,
        List<string> cells,
        ref int next
    )
    {
        if (axis == shape.Rank)
        {
            text.Append(cells[next++]);
            return;
        }
        bool innermost = axis == shape.Rank - 1;
        // NumPy sets blocks apart by one empty line per axis below the rows.
        string separator = innermost
            ? " "
            : new string('\n', shape.Rank - 1 - axis) + new string(' ', axis + 1);
        text.Append('[');
        int shown = 0;
        foreach (int _ in Positions(shape[axis], edge))
        {
            if (shown > 0)
                text.Append(separator);
            if (shown == edge && IsElided(shape[axis], edge))
                text.Append("...").Append(separator);
            Write(text, shape, axis + 1, edge, cells, ref next);
            shown++;
        }
        text.Append(']');
    }

    private static string Number<T>(T value, string format)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(value) ? "nan"
        : T.IsPositiveInfinity(value) ? "inf"
        : T.IsNegativeInfinity(value) ? "-inf"
        : value.ToString(format, CultureInfo.InvariantCulture);
}
