namespace FunctionalGrad;

/// <summary>Breaks a wide drawing between columns into bands that stand below one another, as lines of text do.</summary>
internal sealed class Bands
{
    private const double Gap = 44;

    private readonly List<(double Left, double Right)> spans = [];
    private readonly List<(double X, double Y)> shifts = [];

    private readonly double port;

    /// <param name="columns">Where each column begins and ends.</param>
    /// <param name="widest">The width that no band exceeds, unless one column does.</param>
    /// <param name="port">The room for the name of a wire that goes on in the next band.</param>
    public Bands(IReadOnlyList<(double Left, double Right)> columns, double widest, double port)
    {
        this.port = port;
        int last = columns.Count - 1;
        for (int first = 0, end; first <= last; first = end + 1)
        {
            end = first;
            double Width(int to) =>
                columns[to].Right
                - columns[first].Left
                + (first > 0 ? port : 0)
                + (to < last ? port : 0);
            while (end < last && Width(end + 1) <= widest)
                end++;
            spans.Add((columns[first].Left, columns[end].Right));
        }
    }

    public int Count => spans.Count;

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>The band of something at this place.</summary>
    public int Of(double x)
    {
        int band = spans.Count - 1;
        while (band > 0 && spans[band].Left > x + 0.01)
            band--;
        return band;
    }

    /// <summary>Places the bands, given how far down what each holds reaches.</summary>
    public void Place(IReadOnlyList<(double Top, double Bottom)> extents)
    {
        double y = 0;
        for (int band = 0; band < Count; band++)
        {
            var (left, right) = spans[band];
            double x = band > 0 ? port : 0;
            shifts.Add((x - left, y - extents[band].Top));
            Width = Math.Max(Width, x + right - left + (band < Count - 1 ? port : 0));
            y += extents[band].Bottom - extents[band].Top + Gap;
        }
        Height = y - Gap;
    }

    public (double X, double Y) Moved(double x, double y)
    {
        var (dx, dy) = shifts[Of(x)];
        return (x + dx, y + dy);
    }

    /// <summary>A wire in pieces, one for each band that it runs through; those that go on are drawn as far as the column reaches.</summary>
    public IEnumerable<IReadOnlyList<(double X, double Y)>> Pieces(
        IReadOnlyList<(double X, double Y)> points
    )
    {
        var piece = new List<(double X, double Y)>();
        for (int i = 0; i < points.Count; i++)
        {
            if (i > 0 && Of(points[i].X) != Of(points[i - 1].X))
            {
                int before = Of(points[i - 1].X);
                piece.Add((spans[before].Right + shifts[before].X + 8, piece[^1].Y));
                yield return piece;
                var (x, y) = Moved(points[i].X, points[i].Y);
                piece = [(x - 8, y)];
            }
            piece.Add(Moved(points[i].X, points[i].Y));
        }
        yield return piece;
    }
}
