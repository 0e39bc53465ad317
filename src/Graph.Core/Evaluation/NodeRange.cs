using System.Numerics;

namespace FunctionalGrad;

/// <summary>The value of a node in short: from its smallest to its largest element, NaN left out, and how many are NaN.</summary>
public sealed record NodeRange
{
    private NodeRange(Expr node, double least, double most, int nans) =>
        (Node, Least, Most, NaNs) = (node, least, most, nans);

    /// <summary>The node.</summary>
    public Expr Node { get; }

    /// <summary>Its smallest element; NaN when there is none.</summary>
    public double Least { get; }

    /// <summary>Its largest element; NaN when there is none.</summary>
    public double Most { get; }

    /// <summary>How many elements are NaN.</summary>
    public int NaNs { get; }

    internal static NodeRange Of<T>(Expr node, NDArray<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double least = double.NaN,
            most = double.NaN;
        int nans = 0;
        foreach (var each in value.Span)
        {
            double number = double.CreateTruncating(each);
            if (double.IsNaN(number))
                nans++;
            else
                (least, most) = (double.MinNumber(least, number), double.MaxNumber(most, number));
        }
        return new(node, least, most, nans);
    }

    /// <summary>What it says: <c>x [4] from -1 to 2.5</c>.</summary>
    public override string ToString()
    {
        string range =
            double.IsNaN(Least) ? ""
            : Least.Equals(Most) ? FormattableString.Invariant($" {Least}")
            : FormattableString.Invariant($" from {Least} to {Most}");
        string nans = NaNs == 0 ? "" : FormattableString.Invariant($" with {NaNs} NaN");
        return $"{Node.Label} {Node.Shape}{range}{nans}";
    }
}
