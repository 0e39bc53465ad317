using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>A group of single numbers as a flat tape: runs of one operation over cells, a cell for each number.</summary>
/// <remarks>Known numbers have the first cells, then come those that are loaded, then results in the order in which they are computed.</remarks>
internal sealed class ScalarTape
{
    /// <summary>What is shorter takes longer as vectors.</summary>
    private const int ShortestVectors = 8;

    private const int ShortestChain = 4;

    private readonly ScalarEntries entries;
    private readonly IReadOnlyList<int> order;
    private readonly int[] cellOf;
    private readonly List<ScalarRun> runs = [];
    private readonly List<int> operands = [];
    private readonly List<ScalarKernel> kernels = [];

    public ScalarTape(GroupStep step)
    {
        var sources = step.Sources;
        var written = new bool[sources.Length];
        foreach (var operation in step.Operations)
            written[operation.To] = true;
        int[] numbers = Where(source => source.Kind == TileSourceKind.Number),
            loads = Where(source => source.Slot >= 0, isWritten: false);
        Numbers = Array.ConvertAll(numbers, number => sources[number].Number);
        Loads = Array.ConvertAll(loads, load => (sources[load].Slot, sources[load].Offset));
        entries = new(step, [.. numbers, .. loads]);
        var ordered = new ScalarOrder(entries);
        order = ordered.Entries;
        cellOf = new int[entries.Leaves + entries.Count];
        for (int leaf = 0; leaf < entries.Leaves; leaf++)
            cellOf[leaf] = leaf;
        for (int at = 0; at < order.Count; at++)
            cellOf[entries.Leaves + order[at]] = entries.Leaves + at;
        foreach (var (kind, from, to) in ordered.Stretches)
            if (kind is > (int)ScalarCode.Body and < (int)ScalarCode.Select)
                AddArithmetic((ScalarCode)kind, from, to);
            else if (kind == (int)ScalarCode.Select)
                AddScattered(ScalarCode.Select, from, to);
            else
                AddKernel(from, to);
        Stores =
        [
            .. Where(source => source.Slot >= 0, isWritten: true)
                .Select(store => (cellOf[entries.ValueOf(store)], sources[store].Slot)),
        ];

        int[] Where(Func<TileSource, bool> holds, bool isWritten = false) =>
            [
                .. Enumerable
                    .Range(0, sources.Length)
                    .Where(i => written[i] == isWritten && holds(sources[i])),
            ];
    }

    /// <summary>How many cells there are.</summary>
    public int Cells => cellOf.Length;

    /// <summary>How many numbers are gathered for a kernel at most.</summary>
    public int MostGathered { get; private set; }

    /// <summary>How many operands a kernel has at most, with its result.</summary>
    public int MostOperands { get; private set; }

    /// <summary>The known numbers.</summary>
    public double[] Numbers { get; }

    /// <summary>Where the numbers that are loaded lie.</summary>
    public (int Slot, int Offset)[] Loads { get; }

    /// <summary>Which cells are results, and where these go.</summary>
    public (int Cell, int Slot)[] Stores { get; }

    /// <summary>What is computed, in order.</summary>
    public ScalarRun[] Runs => [.. runs];

    /// <summary>The cells of operands, entry by entry.</summary>
    public int[] Operands => [.. operands];

    /// <summary>What runs are of kernels.</summary>
    public IReadOnlyList<ScalarKernel> Kernels => kernels;

    private int First(int at) => cellOf[entries.OperandsOf(order[at])[0]];

    private int Second(int at) => cellOf[entries.OperandsOf(order[at])[1]];

    private int ResultOf(int at) => entries.Leaves + at;

    private void AddArithmetic(ScalarCode code, int from, int to)
    {
        for (int at = from, length; at < to; at += length)
            if ((length = SideBySide(at, to)) >= ShortestVectors)
            {
                runs.Add(
                    new(code, ScalarRunKind.Vectors, ResultOf(at), length, operands.Count)
                    {
                        StepA = First(at + 1) - First(at),
                        StepB = Second(at + 1) - Second(at),
                    }
                );
                operands.AddRange([First(at), Second(at)]);
            }
            else if ((length = Chained(code, at, to)) >= ShortestChain)
            {
                runs.Add(new(code, ScalarRunKind.Chained, ResultOf(at), length, operands.Count));
                operands.AddRange([First(at), Second(at)]);
                for (int i = at + 1; i < at + length; i++)
                    operands.Add(First(i) == ResultOf(i - 1) ? Second(i) : First(i));
            }
            else
                AddScattered(code, at, at + (length = 1));
    }

    /// <summary>How many entries from the given one on have operands that lie side by side, and before their results.</summary>
    private int SideBySide(int at, int to)
    {
        if (at + 1 == to)
            return 1;
        int stepA = First(at + 1) - First(at),
            stepB = Second(at + 1) - Second(at);
        if (stepA is not (0 or 1) || stepB is not (0 or 1))
            return 1;
        int end = at;
        while (
            end < to
            && First(end) == First(at) + stepA * (end - at)
            && Second(end) == Second(at) + stepB * (end - at)
            && Math.Max(First(end), Second(end)) < ResultOf(at)
        )
            end++;
        return end - at;
    }

    /// <summary>How many entries from the given one on take the result before them, as the first operand or as either.</summary>
    private int Chained(ScalarCode code, int at, int to)
    {
        bool either = code is ScalarCode.Add or ScalarCode.Multiply;
        int end = at + 1;
        while (
            end < to
            && First(end) != Second(end)
            && (First(end) == ResultOf(end - 1) || (either && Second(end) == ResultOf(end - 1)))
        )
            end++;
        return end - at;
    }

    /// <summary>Adds entries whose operands lie anywhere, to the run before them if that is of the same code.</summary>
    private void AddScattered(ScalarCode code, int from, int to)
    {
        if (
            runs.Count > 0
            && runs[^1] is { Kind: ScalarRunKind.Scattered } last
            && last.Code == code
            && last.To + last.Count == ResultOf(from)
        )
            runs[^1] = last with { Count = last.Count + to - from };
        else
            runs.Add(new(code, ScalarRunKind.Scattered, ResultOf(from), to - from, operands.Count));
        for (int at = from; at < to; at++)
            foreach (int value in entries.OperandsOf(order[at]))
                operands.Add(cellOf[value]);
    }

    private void AddKernel(int from, int to)
    {
        var entry = entries[order[from]];
        int[][] cells = new int[entry.Count][];
        int gathered = 0;
        for (int operand = 0; operand < cells.Length; operand++)
        {
            int[] of =
            [
                .. Enumerable
                    .Range(from, to - from)
                    .Select(at => cellOf[entries.OperandsOf(order[at])[operand]]),
            ];
            bool together = true;
            for (int i = 0; i < of.Length; i++)
                together &= of[i] == of[0] + i;
            cells[operand] = together ? of[..1] : of;
            gathered += together ? 0 : of.Length;
        }
        runs.Add(
            new(ScalarCode.Body, ScalarRunKind.Scattered, ResultOf(from), to - from, kernels.Count)
        );
        kernels.Add(new(entry.Node, to - from, cells));
        MostGathered = Math.Max(MostGathered, gathered);
        MostOperands = Math.Max(MostOperands, cells.Length + 1);
    }
}
