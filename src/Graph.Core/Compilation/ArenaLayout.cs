namespace FunctionalGrad;

/// <summary>Places slots in one arena: those that are never needed at one time share room.</summary>
/// <remarks>
/// The shortest arena is not known to be found in any reasonable time. Several orders of placing are tried and the best is kept: the largest first does best for most
/// graphs, and where there are many slots they are placed in the order of time, or against it, which suits gradients, in linear time.
/// </remarks>
internal sealed class ArenaLayout
{
    /// <summary>More slots than these are not held against one another.</summary>
    private const int Many = 2048;

    /// <summary>A layout this close to the bound is not tried to be improved.</summary>
    private const double Enough = 1.02;

    // Longer slots begin at multiples of this many numbers, 64 bytes of float.
    private const int Alignment = 16;

    public ArenaLayout(IEnumerable<Slot> slots, int instructions)
    {
        Slot[] placed = [.. slots.Where(slot => slot.Kind == SlotKind.Arena)];
        LiveLength = MostAlive(placed, instructions);
        var lives = Array.ConvertAll(
            placed,
            slot => new Lifetime(Rounded(slot.Size), slot.First, slot.Last)
        );
        long[] offsets = [];
        foreach (var attempt in Attempts(lives, instructions))
        {
            long length = LengthOf(lives, attempt);
            if (offsets.Length == 0 || length < Length)
                (offsets, Length) = (attempt, length);
            if (Length <= LiveLength * Enough)
                break;
        }
        for (int i = 0; i < placed.Length; i++)
            placed[i].Offset = (int)Math.Min(int.MaxValue, offsets[i]);
    }

    /// <summary>How many numbers the arena holds.</summary>
    public long Length { get; }

    /// <summary>How many numbers are needed at one time at most; no layout can hold fewer.</summary>
    public long LiveLength { get; }

    private static IEnumerable<long[]> Attempts(Lifetime[] lives, int instructions)
    {
        if (lives.Length <= Many)
        {
            yield return BestFit.Place(lives, life => life.Size);
            yield return BestFit.Place(lives, life => life.Size * (life.Last - life.First + 1));
            yield return BestFit.Place(lives, life => life.Last - life.First);
        }
        yield return FirstFit.Place(lives, instructions);
        yield return FirstFit.Place(
            Array.ConvertAll(lives, life => life.Backwards(instructions)),
            instructions
        );
    }

    private static long LengthOf(Lifetime[] lives, long[] offsets)
    {
        long length = 0;
        for (int i = 0; i < lives.Length; i++)
            length = Math.Max(length, offsets[i] + lives[i].Size);
        return length;
    }

    private static long MostAlive(Slot[] slots, int instructions)
    {
        var change = new long[instructions + 1];
        foreach (var slot in slots)
        {
            change[slot.First] += slot.Size;
            change[slot.Last + 1] -= slot.Size;
        }
        long alive = 0,
            most = 0;
        foreach (long each in change)
            most = Math.Max(most, alive += each);
        return most;
    }

    private static long Rounded(int size) => size < Alignment ? size : Aligned(size);

    /// <summary>Where something of the given size may begin, from the given place on.</summary>
    public static long BeginFrom(long place, long size) =>
        size < Alignment ? place : Aligned(place);

    private static long Aligned(long place) => (place + Alignment - 1) / Alignment * Alignment;
}

/// <summary>How many numbers are needed, from which instruction to which.</summary>
internal readonly record struct Lifetime(long Size, int First, int Last)
{
    /// <summary>The same where time runs backwards.</summary>
    public Lifetime Backwards(int instructions) =>
        new(Size, instructions - 1 - Last, instructions - 1 - First);

    /// <summary>Whether both are needed at one time.</summary>
    public bool Meets(Lifetime other) => First <= other.Last && other.First <= Last;
}
