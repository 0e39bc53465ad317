namespace FunctionalGrad;

/// <summary>A wire to be routed.</summary>
internal sealed class LayoutEdge(int from, int to)
{
    public int From { get; } = from;

    public int To { get; } = to;

    /// <summary>How far below the top of its source it begins.</summary>
    public double FromOffset { get; init; }

    /// <summary>How far below the top of its target it ends; null to let the layout choose, in the order in which wires arrive.</summary>
    public double? ToOffset { get; set; }

    /// <summary>The bends on its way through other columns.</summary>
    public List<LayoutItem> Bends { get; } = [];

    /// <summary>Where it goes.</summary>
    public List<(double X, double Y)> Points { get; } = [];
}
