using System.Numerics;

namespace FunctionalGrad;

/// <summary>Arrays of one's own for the batches of a data set, filled anew for each step.</summary>
internal sealed class BatchBuffers<T>(Minibatches<T> minibatches)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>From so many elements on, threads share the copying.</summary>
    private const int WorthSharing = 1 << 15;

    private readonly int[] rows = new int[minibatches.Size];

    private readonly (NDArray<T> From, T[] To)[] copies =
    [
        .. minibatches.Data.Select(all => (all.Value, new T[all.Input!.Shape.Size])),
    ];

    public bool IsOf(Minibatches<T> other) => ReferenceEquals(minibatches, other);

    /// <summary>The inputs with the arrays that are filled.</summary>
    public IReadOnlyList<Binding<T>> Batch =>
        field ??= [
            .. minibatches.Data.Select(
                (all, i) =>
                    new Binding<T>(all.Input!, NDArray<T>.Adopt(all.Input!.Shape, copies[i].To))
            ),
        ];

    /// <summary>Fills the arrays with the rows of a step's batch.</summary>
    public void Fill(long seed, long step)
    {
        minibatches.RowsAt(seed, step, rows);
        foreach (var (from, to) in copies)
        {
            var copying = new Copying(from, to, rows);
            if (to.Length < WorthSharing)
                copying.Run(0, rows.Length);
            else
                Workers.Run(rows.Length, copying);
        }
    }

    private readonly struct Copying(NDArray<T> from, T[] to, int[] rows) : IRanges
    {
        public void Run(int begin, int end)
        {
            int length = to.Length / rows.Length;
            for (int i = begin; i < end; i++)
                from.Span.Slice(rows[i] * length, length).CopyTo(to.AsSpan(i * length));
        }
    }
}
