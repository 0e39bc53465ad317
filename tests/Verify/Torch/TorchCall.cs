using System.Globalization;

namespace FunctionalGrad.Checking.Torch;

/// <summary>One application as a Python expression sees it: the node, and the names of its operands.</summary>
internal sealed record TorchCall(Apply Node, IReadOnlyList<string> X)
{
    public string A => X[0];

    public string B => X[1];

    public string All => string.Join(", ", X);

    public string Shape => List(Node.Shape);

    public string Axes => List(Node.Get<Axes>().Values);

    public string Coefficient => Number(Node.Get<Coefficient>().Value);

    public static string List(IEnumerable<int> values) => $"[{string.Join(", ", values)}]";

    /// <summary>A float literal of Python, to the last bit.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan"
                : value > 0 ? "inf"
                : "-inf";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }
}
