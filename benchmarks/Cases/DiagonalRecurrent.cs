namespace Benchmarks;

/// <summary>ADBench's LSTM: two layers whose weights are diagonal, unrolled over 20 characters of 14 kinds; the loss is that of the next character.</summary>
/// <remarks>
/// Written from the definition in the suite of Srajer, Kukelova and Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on
/// some problems in computer vision and machine learning", 2018, with its 2 beside the sum of exponentials.
/// </remarks>
internal static class DiagonalRecurrent
{
    private const int Layers = 2,
        Steps = 20,
        Width = 14;

    public static IEnumerable<Case> Cases =>
        Graded.Cases<double>(
            "dlstm",
            "ADBench's LSTM of two layers of 14 diagonal weights, unrolled over 20 steps, in double",
            Make,
            1e-9
        );

    /// <summary>The function, a value for each input, and how many of the inputs it is differentiated by.</summary>
    public static (Expr, IReadOnlyList<(Expr, NDArray<double>)>, int) Make()
    {
        Expr weights = Input("weights", Layers * 4, Width),
            biases = Input("biases", Layers * 4, Width),
            ends = Input("ends", 3, Width),
            states = Input("states", Layers * 2, Width),
            sequence = Input("sequence", Steps + 1, Width);
        Expr Row(Expr x, int i) => Reshape(Slice(x, [i, 0], [i + 1, Width]), [Width]);
        Expr[] hidden = [.. Enumerable.Range(0, Layers).Select(l => Row(states, 2 * l))],
            cell = [.. Enumerable.Range(0, Layers).Select(l => Row(states, 2 * l + 1))];
        Expr Gate(Expr x, int layer, int i) =>
            x * Row(weights, 4 * layer + i) + Row(biases, 4 * layer + i);
        var terms = new List<Expr>();
        for (int t = 0; t < Steps; t++)
        {
            var x = Row(sequence, t) * Row(ends, 0);
            for (int l = 0; l < Layers; l++)
            {
                Expr forget = Sigmoid(Gate(x, l, 0)),
                    take = Sigmoid(Gate(hidden[l], l, 1)),
                    give = Sigmoid(Gate(x, l, 2)),
                    change = Tanh(Gate(hidden[l], l, 3));
                cell[l] = cell[l] * forget + take * change;
                x = hidden[l] = give * Tanh(cell[l]);
            }
            var y = x * Row(ends, 1) + Row(ends, 2);
            terms.Add(Sum(Row(sequence, t + 1) * (y - Log(Sum(Exp(y)) + 2))));
        }
        return (
            Add([.. terms]) / -(Steps * Width),
            [
                (weights, Wave.Of([Layers * 4, Width], 1)),
                (biases, Wave.Of([Layers * 4, Width], 2)),
                (ends, Wave.Of([3, Width], 3)),
                (states, Wave.Of([Layers * 2, Width], 4)),
                (sequence, Wave.Of([Steps + 1, Width], 5)),
            ],
            3
        );
    }
}
