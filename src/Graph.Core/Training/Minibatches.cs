using System.Numerics;

namespace FunctionalGrad;

/// <summary>A data set cut into batches: a pure function of a seed and a step.</summary>
/// <remarks>
/// Each epoch goes through the rows in an order of its own, each row at most once. All batches are full, as shapes are static: the
/// <c>rows mod size</c> rows that an epoch's order has left over at its end are left out of that epoch.
/// </remarks>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class Minibatches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Binding<T>> data;

    /// <summary>Batches for the given inputs, whose first axis says how many rows a batch has, out of all rows of their data.</summary>
    /// <param name="data">Each input with its whole data set: an input of [32, 64] with an array of [1437, 64].</param>
    /// <exception cref="BindingException">Inputs and data do not fit one another.</exception>
    public Minibatches(params IReadOnlyList<Binding<T>> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new BindingException("minibatches: no data are given.");
        this.data = [.. data];
        foreach (var (input, rows) in this.data.Select(Checked))
        {
            (Size, Rows) = (Size == 0 ? input.Shape[0] : Size, Rows == 0 ? rows : Rows);
            if (rows != Rows || input.Shape[0] != Size)
                throw new BindingException(
                    $"minibatches: {data[0].Name} has batches of {Size} out of {Rows} rows, but {input.Name} of {input.Shape[0]} out of {rows}: both numbers must agree."
                );
        }
    }

    /// <summary>How many rows the data have.</summary>
    public int Rows { get; }

    /// <summary>How many rows a batch has.</summary>
    public int Size { get; }

    /// <summary>How many batches an epoch has.</summary>
    public int PerEpoch => Rows / Size;

    /// <summary>The rows of one step's batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public int[] RowsAt(long seed, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var rows = new int[Size];
        RowsAt(seed, step, rows);
        return rows;
    }

    internal void RowsAt(long seed, long step, Span<int> rows)
    {
        var (epoch, batch) = Math.DivRem(step, PerEpoch);
        for (int i = 0; i < Size; i++)
            rows[i] = Shuffle.At((int)batch * Size + i, Rows, seed, epoch);
    }

    /// <summary>Each input with its whole data set.</summary>
    internal IReadOnlyList<Binding<T>> Data => data;

    /// <summary>The batch for the step that follows a state.</summary>
    public IReadOnlyList<Binding<T>> At(TrainingState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return At(state.Seed, state.Step);
    }

    /// <summary>The batch for the step that a training run takes next; a tenth step is number 9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public Binding<T>[] At(long seed, long step)
    {
        var rows = RowsAt(seed, step);
        return [.. data.Select(all => new Binding<T>(all.Input!, all.Value.TakeRows(rows)))];
    }

    private static (Input Input, int Rows) Checked(Binding<T> all)
    {
        if (all.Name is null)
            throw BindingException.Empty("minibatches");
        if (all.Input is not { } input)
            throw new BindingException(
                $"minibatches: {all.Name} is bound by name, but the input itself is needed, as its first axis says how many rows a batch has."
            );
        var shape = all.Value.Shape;
        bool fits = input.Shape.Rank > 0 && input.Shape.Skip(1).SequenceEqual(shape.Skip(1));
        if (!fits || shape.Rank == 0 || input.Shape[0] == 0 || input.Shape[0] > shape[0])
            throw new BindingException(
                $"minibatches: the input {input.Described} cannot be filled with rows of {shape}: it needs at least one row and no more than there are, and all axes but the first must be equal."
            );
        return (input, shape[0]);
    }
}
