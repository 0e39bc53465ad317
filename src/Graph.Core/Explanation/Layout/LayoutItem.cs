namespace FunctionalGrad;

/// <summary>A box to be placed, or a bend of a wire that passes a column.</summary>
internal sealed class LayoutItem(double width, double height)
{
    public double Width { get; } = width;

    public double Height { get; } = height;

    /// <summary>How high the side is that wires arrive at: all of it, or the middle of what also has text above and below.</summary>
    public double SideHeight { get; init; } = height;

    /// <summary>Whether it stands in the first column, where wires enter.</summary>
    public bool IsEntry { get; init; }

    /// <summary>Whether it stands in the last column, where wires leave.</summary>
    public bool IsExit { get; init; }

    public int Rank { get; set; }

    public double X { get; set; }

    public double Y { get; set; }
}
