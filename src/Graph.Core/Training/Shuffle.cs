using System.Numerics;

namespace FunctionalGrad;

/// <summary>An order of 0 .. count - 1 that is computed place by place and never stored, so that a step may ask for its rows alone.</summary>
/// <remarks>
/// A Feistel network (M. Luby, C. Rackoff 1988) permutes the smallest power of 4 that holds the count; a result outside the count is
/// permuted again until it falls inside (J. Black, P. Rogaway 2002), at most four times on average. A stored Fisher-Yates order would
/// have to be made anew in every step, or kept as state.
/// </remarks>
internal static class Shuffle
{
    private const int Rounds = 6;

    /// <summary>The number at a place of the order that seed and epoch choose.</summary>
    public static int At(int place, int count, long seed, long epoch)
    {
        int half = (BitOperations.Log2((uint)Math.Max(1, count - 1)) + 2) / 2;
        long key = (long)StableHash.Of(seed, "minibatches", epoch);
        long number = place;
        do number = Permute(number, half, key);
        while (number >= count);
        return (int)number;
    }

    private static long Permute(long number, int half, long key)
    {
        long mask = (1L << half) - 1;
        long left = number >> half,
            right = number & mask;
        for (int round = 0; round < Rounds; round++)
            (left, right) = (right, left ^ ((long)StableHash.Of(key + round, "", right) & mask));
        return (left << half) | right;
    }
}
