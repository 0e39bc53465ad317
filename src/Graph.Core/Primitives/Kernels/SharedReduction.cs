using System.Numerics;

namespace FunctionalGrad;

/// <summary>Reductions that threads share: the blocks, rows and columns of <see cref="Reduce"/>, combined in its order, so that no bit depends on who reduced what.</summary>
internal static unsafe class SharedReduction
{
    /// <summary>So many numbers take tens of microseconds to reduce.</summary>
    private const int LeastShared = 1 << 17;

    /// <summary>Where there are fewer results, what each is made of is shared.</summary>
    private const int FewResults = 16,
        FewColumns = 512;

    /// <summary>Results that are written by one thread together: cache lines.</summary>
    private const int Together = 64;

    /// <summary>Rows are cut into so many parts, halves of halves.</summary>
    private const int Halvings = 3,
        Parts = 1 << Halvings;

    /// <summary>Whether it is worth the time it takes to call other threads.</summary>
    public static bool Pays(int length) => length >= LeastShared && Workers.Available > 1;

    /// <summary>Writes one number per block of a contiguous run.</summary>
    public static void InBlocks<T>(ReadOnlySpan<T> x, Span<T> y, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (
            T* from = x,
                to = y
        )
            Workers.Run(y.Length, new Blocks<T>(from, x.Length, to, fold));
    }

    /// <summary>The middle axis of [outer, length, inner].</summary>
    public static void Group<T>(
        ReadOnlySpan<T> x,
        int length,
        int inner,
        Span<T> y,
        Fold<T> fold,
        Zip<T> combine
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.Length >= (inner == 1 ? FewResults : FewColumns))
        {
            int together = inner == 1 ? 1 : Together;
            fixed (
                T* from = x,
                    to = y
            )
                Workers.Run(
                    (y.Length + together - 1) / together,
                    new Results<T>(
                        from,
                        x.Length,
                        to,
                        y.Length,
                        length,
                        inner,
                        together,
                        fold,
                        combine
                    )
                );
        }
        else if (inner > 1 && length > 2 * Parts * Reduce.RowsAtOnce)
            for (int at = 0; at < y.Length; at += inner)
                Tall(x.Slice(at * length, length * inner), length, y.Slice(at, inner), combine);
        else
            Reduce.Part(x, length, inner, y, 0, y.Length, fold, combine);
    }

    /// <summary>Combines many rows: parts of them apart, then the parts.</summary>
    private static void Tall<T>(ReadOnlySpan<T> x, int rows, Span<T> y, Zip<T> combine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = y.Length;
        using var sums = new Rented<T>(Parts * width);
        fixed (
            T* from = x,
                to = sums.Span
        )
            Workers.Run(Parts, new Rows<T>(from, x.Length, rows, to, width, combine));
        for (int apart = 1; apart < Parts; apart *= 2)
        for (int part = 0; part < Parts; part += 2 * apart)
        {
            var sum = sums.Span.Slice(part * width, width);
            combine(sum, sums.Span.Slice((part + apart) * width, width), sum);
        }
        sums.Span[..width].CopyTo(y);
    }

    private readonly struct Blocks<T>(T* x, int length, T* y, Fold<T> fold) : IRanges
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            int at = from * Reduce.Block;
            Reduce.InBlocks(
                new(x + at, Math.Min((to - from) * Reduce.Block, length - at)),
                new Span<T>(y + from, to - from),
                fold
            );
        }
    }

    private readonly struct Results<T>(
        T* x,
        int xLength,
        T* y,
        int yLength,
        int length,
        int inner,
        int together,
        Fold<T> fold,
        Zip<T> combine
    ) : IRanges
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int from, int to) =>
            Reduce.Part(
                new(x, xLength),
                length,
                inner,
                new Span<T>(y, yLength),
                from * together,
                Math.Min(to * together, yLength),
                fold,
                combine
            );
    }

    private readonly struct Rows<T>(T* x, int xLength, int rows, T* sums, int width, Zip<T> combine)
        : IRanges
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            using var room = new Rented<T>(Reduce.RoomToCombine(rows, width));
            for (int part = from; part < to; part++)
            {
                var (begin, end) = HalfOfHalves(part);
                Reduce.Combine(
                    new(x + (nint)begin * width, xLength - begin * width),
                    end - begin,
                    width,
                    new Span<T>(sums + part * width, width),
                    room.Span,
                    combine
                );
            }
        }

        private (int Begin, int End) HalfOfHalves(int part)
        {
            int begin = 0,
                end = rows;
            for (int bit = Parts >> 1; bit > 0; bit >>= 1)
            {
                int middle = begin + (end - begin) / 2;
                (begin, end) = (part & bit) == 0 ? (begin, middle) : (middle, end);
            }
            return (begin, end);
        }
    }
}
