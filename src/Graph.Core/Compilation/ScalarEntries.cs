using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>The operations of a group of single numbers as entries on values: leaves first, then the entries' own results.</summary>
/// <remarks>An addition of many is one entry after another; copies, squares and cubes are no operations of their own.</remarks>
internal sealed class ScalarEntries
{
    private readonly List<ScalarEntry> all = [];
    private readonly List<int> operands = [];
    private readonly Dictionary<(Primitive, Attributes, int), int> kinds = [];
    private readonly int[] valueOf;

    /// <param name="step">The group.</param>
    /// <param name="leaves">Those of its sources that nothing in it computes.</param>
    public ScalarEntries(GroupStep step, IReadOnlyList<int> leaves)
    {
        Leaves = leaves.Count;
        valueOf = new int[step.Sources.Length];
        for (int leaf = 0; leaf < Leaves; leaf++)
            valueOf[leaves[leaf]] = leaf;
        foreach (var (node, which, to) in step.Operations)
            valueOf[to] = Result(node, Array.ConvertAll(which, source => valueOf[source]));
    }

    /// <summary>How many values are no results.</summary>
    public int Leaves { get; }

    /// <summary>How many entries there are.</summary>
    public int Count => all.Count;

    /// <summary>How many kinds of entries there may be; the codes of arithmetic come first.</summary>
    public int Kinds => (int)ScalarCode.Select + 1 + kinds.Count;

    public ScalarEntry this[int entry] => all[entry];

    /// <summary>The values that an entry reads.</summary>
    public ReadOnlySpan<int> OperandsOf(int entry) =>
        CollectionsMarshal.AsSpan(operands).Slice(all[entry].Start, all[entry].Count);

    /// <summary>The value that a source of the group has in the end.</summary>
    public int ValueOf(int source) => valueOf[source];

    private int Result(Apply node, int[] x)
    {
        var code = ((ElementwiseKernel)node.Primitive.Kernel).CodeOf(node);
        switch (code)
        {
            case ScalarCode.Copy:
                return x[0];
            case ScalarCode.Square:
                return Add(ScalarCode.Multiply, node, x[0], x[0]);
            case ScalarCode.Cube:
                return Add(
                    ScalarCode.Multiply,
                    node,
                    Add(ScalarCode.Multiply, node, x[0], x[0]),
                    x[0]
                );
            case ScalarCode.Negate:
                return Add(code, node, x[0], x[0]);
            case ScalarCode.Add:
                int sum = x[0];
                for (int i = 1; i < x.Length; i++)
                    sum = Add(code, node, sum, x[i]);
                return sum;
            case ScalarCode.Body:
                var called = (node.Primitive, node.Attributes, x.Length);
                if (!kinds.TryGetValue(called, out int kind))
                    kinds.Add(called, kind = Kinds);
                return Add(kind, node, x);
            default:
                return Add(code, node, x);
        }
    }

    private int Add(ScalarCode code, Apply node, params ReadOnlySpan<int> x) =>
        Add((int)code, node, x);

    private int Add(int kind, Apply node, ReadOnlySpan<int> x)
    {
        all.Add(new(kind, operands.Count, x.Length, node));
        operands.AddRange(x);
        return Leaves + all.Count - 1;
    }
}
