namespace FunctionalGrad;

/// <summary>How the memory behind the arena is divided.</summary>
internal sealed class ScratchRoom
{
    // A cache line of float, so that no two lanes write to one.
    private const int Alignment = 16;

    private readonly long arena;
    private readonly long first;
    private readonly long others;
    private readonly long shared;

    /// <param name="plan">The steps that need room, and the arena's length.</param>
    /// <param name="lanes">How many threads may share a group.</param>
    public ScratchRoom(Plan plan, int lanes)
    {
        arena = Rounded(plan.Arena.Length);
        Lanes = lanes;
        foreach (var step in plan.Steps)
        {
            first = Math.Max(first, Rounded(step.Scratch));
            shared = Math.Max(shared, step.SharedScratch);
            if (step is not GroupStep group)
                continue;
            Sources = Math.Max(Sources, group.Operands);
            if (group.IsWorthSharing)
                others = Math.Max(others, Rounded(step.Scratch));
        }
    }

    /// <summary>How many threads may share a group.</summary>
    public int Lanes { get; }

    /// <summary>The operands and results of the operations of the largest group.</summary>
    public int Sources { get; }

    /// <summary>How many numbers there are, the arena included.</summary>
    public long Length => arena + first + others * (Lanes - 1) + shared;

    /// <summary>Where what all lanes share begins.</summary>
    public int Shared => (int)(Length - shared);

    /// <summary>Where the scratch of a lane begins.</summary>
    public int StartOf(int lane) => (int)(lane == 0 ? arena : arena + first + others * (lane - 1));

    private static long Rounded(long length) => (length + Alignment - 1) / Alignment * Alignment;
}
