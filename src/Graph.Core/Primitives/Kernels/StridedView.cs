using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Elements that lie in strides, read in row-major order; neighbouring axes that are one run are one axis.</summary>
internal sealed unsafe class StridedView
{
    /// <summary>So many elements take tens of microseconds.</summary>
    private const int LeastShared = 1 << 17;

    private const int Tile = 8;

    /// <summary>Longer rows are worth the call of what copies or fills many at a time.</summary>
    private const int LongRow = 16;

    private const int MostAxesOnStack = 32;

    private readonly int offset;
    private readonly int[] lengths;
    private readonly int[] steps;

    public StridedView(int offset, ReadOnlySpan<int> strides, Shape shape)
    {
        this.offset = offset;
        var axes = new List<(int Length, int Step)>(shape.Rank);
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            var (length, step) = (shape[axis], strides[axis]);
            if (length == 1)
                continue;
            if (axes.Count > 0 && axes[^1].Step == step * length)
                axes[^1] = (axes[^1].Length * length, step);
            else
                axes.Add((length, step));
        }
        if (axes.Count == 0)
            axes.Add((1, 1));
        lengths = [.. axes.Select(axis => axis.Length)];
        steps = [.. axes.Select(axis => axis.Step)];
    }

    /// <summary>After how many elements the same ones come again; the number of all where they never do.</summary>
    public int Period
    {
        get
        {
            int first = 0,
                period = 1;
            while (first < steps.Length - 1 && steps[first] == 0)
                first++;
            for (int axis = first; axis < lengths.Length; axis++)
                period *= lengths[axis];
            return period;
        }
    }

    /// <summary>Writes all elements, dense.</summary>
    public void Copy<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        if (y.Length < LeastShared || Workers.Available < 2)
        {
            CopyRows(x, y, 0, int.MaxValue);
            return;
        }
        fixed (
            T* from = x,
                to = y
        )
            Workers.Run(
                (y.Length / lengths[^1] + Tile - 1) / Tile,
                new Bands<T>(this, from, x.Length, to, y.Length)
            );
    }

    /// <summary>Writes the rows from one to another, or to the last.</summary>
    private void CopyRows<T>(ReadOnlySpan<T> x, Span<T> y, int row, int end)
        where T : unmanaged
    {
        int last = lengths.Length - 1,
            columns = lengths[last];
        if (y.IsEmpty)
            return;
        end = Math.Min(end, y.Length / columns);
        if (last == 0 || steps[last] <= 1 || steps[last - 1] != 1)
        {
            CopyRange(x, row * columns, y[(row * columns)..(end * columns)]);
            return;
        }
        Span<int> index = last > MostAxesOnStack ? new int[last - 1] : stackalloc int[last - 1];
        int from = offset,
            within = Math.DivRem(row, lengths[last - 1], out int first);
        for (int axis = last - 2; axis >= 0; axis--)
        {
            within = Math.DivRem(within, lengths[axis], out index[axis]);
            from += index[axis] * steps[axis];
        }
        for (int count; row < end; row += count, first = 0)
        {
            count = Math.Min(lengths[last - 1] - first, end - row);
            var target = y.Slice(row * columns, count * columns);
            Transpose(x[(from + first)..], steps[last], target, columns);
            from = Advance(index, from);
        }
    }

    /// <summary>Bands of rows, any of which can be copied by itself.</summary>
    private readonly struct Bands<T>(StridedView view, T* x, int xLength, T* y, int yLength)
        : IRanges
        where T : unmanaged
    {
        public void Run(int from, int to) =>
            view.CopyRows(
                new ReadOnlySpan<T>(x, xLength),
                new Span<T>(y, yLength),
                from * Tile,
                to * Tile
            );
    }

    /// <summary>Writes the elements from the given one on.</summary>
    public void CopyRange<T>(ReadOnlySpan<T> x, int start, Span<T> y)
    {
        if (y.IsEmpty)
            return;
        // A row that comes again and again is one long row.
        int last = lengths.Length - 1,
            outer = last > 0 && steps[last - 1] == 0 ? last - 1 : last,
            length = outer == last ? lengths[last] : lengths[last] * lengths[last - 1],
            from = offset;
        Span<int> index = outer > MostAxesOnStack ? new int[outer] : stackalloc int[outer];
        int within = Math.DivRem(start, length, out int column);
        for (int axis = outer - 1; axis >= 0; axis--)
        {
            within = Math.DivRem(within, lengths[axis], out index[axis]);
            from += index[axis] * steps[axis];
        }
        for (int at = 0; at < y.Length; column = 0)
        {
            int count = Math.Min(length - column, y.Length - at);
            if (outer == last && column == 0 && WholeRows(index, y.Length - at) is > 1 and var rows)
            {
                CopyApart(x, from, steps[last - 1], y.Slice(at, rows * length));
                at += rows * length;
                index[^1] += rows - 1;
                from = Advance(index, from + (rows - 1) * steps[last - 1]);
                continue;
            }
            Repeat(x, from, column % lengths[last], y.Slice(at, count));
            at += count;
            from = Advance(index, from);
        }
    }

    /// <summary>How many whole rows lie one step apart from the one the index counts, itself included, where there is room for so many elements.</summary>
    private int WholeRows(ReadOnlySpan<int> index, int room) =>
        index.IsEmpty ? 0 : Math.Min(lengths[^2] - index[^1], room / lengths[^1]);

    /// <summary>Writes whole rows, their first elements a step apart: what is short costs more to begin than to write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyApart<T>(ReadOnlySpan<T> x, int from, int rowStep, Span<T> y)
    {
        int length = lengths[^1],
            step = steps[^1];
        for (int at = 0; at < y.Length; at += length, from += rowStep)
        {
            var row = y.Slice(at, length);
            if (length > LongRow)
                Row(x, from, step, row);
            else if (step == 0)
            {
                var one = x[from];
                for (int i = 0; i < row.Length; i++)
                    row[i] = one;
            }
            else
                for (int i = 0, place = from; i < row.Length; i++, place += step)
                    row[i] = x[place];
        }
    }

    /// <summary>Whether some elements lie side by side, and where.</summary>
    public bool IsRun(int start, int length, out int from)
    {
        int last = lengths.Length - 1,
            within = Math.DivRem(start, lengths[last], out int column);
        from = offset + column;
        if (steps[last] != 1 || column + length > lengths[last])
            return false;
        for (int axis = last - 1; axis >= 0; axis--)
        {
            within = Math.DivRem(within, lengths[axis], out int index);
            from += index * steps[axis];
        }
        return true;
    }

    /// <summary>Writes a row from one of its columns on, and again from its beginning as often as there is room.</summary>
    private void Repeat<T>(ReadOnlySpan<T> x, int from, int column, Span<T> y)
    {
        int length = lengths[^1],
            step = steps[^1],
            head = Math.Min(length - column, y.Length);
        Row(x, from + column * step, step, y[..head]);
        if (head == y.Length)
            return;
        int period = Math.Min(length, y.Length);
        Row(x, from, step, y[head..period]);
        for (int done = period, more; done < y.Length; done += more)
        {
            more = Math.Min(done, y.Length - done);
            y[..more].CopyTo(y.Slice(done, more));
        }
    }

    /// <summary>The offset of the next row, in row-major order of the outer axes, which the index counts.</summary>
    private int Advance(Span<int> index, int from)
    {
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            from += steps[axis];
            if (++index[axis] < lengths[axis])
                return from;
            from -= steps[axis] * lengths[axis];
            index[axis] = 0;
        }
        return from;
    }

    /// <summary>Columns of x made rows of y, tile by tile, so that what is read and what is written both stay in cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<T>(ReadOnlySpan<T> x, int step, Span<T> y, int columns)
    {
        int rows = y.Length / columns;
        for (int top = 0; top < rows; top += Tile)
        for (int left = 0; left < columns; left += Tile)
        {
            int bottom = Math.Min(top + Tile, rows),
                right = Math.Min(left + Tile, columns);
            for (int row = top; row < bottom; row++)
            {
                var target = y.Slice(row * columns + left, right - left);
                int from = left * step + row;
                for (int column = 0; column < target.Length; column++, from += step)
                    target[column] = x[from];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<T>(ReadOnlySpan<T> x, int from, int step, Span<T> y)
    {
        if (step == 1)
            x.Slice(from, y.Length).CopyTo(y);
        else if (step == 0)
            y.Fill(x[from]);
        else
            for (int i = 0; i < y.Length; i++, from += step)
                y[i] = x[from];
    }
}
