namespace FunctionalGrad;

/// <summary>Hashes that are the same on every platform and in every run, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class StableHash
{
    /// <summary>One number for (seed, name, step), so that every drawn array has a stream of its own.</summary>
    public static ulong Of(long seed, string name, long step) =>
        Mix(Mix(Mix((ulong)seed) ^ Fnv1A(name)) ^ (ulong)step);

    /// <summary>FNV-1a over the UTF-16 code units, low byte first (Fowler, Noll, Vo; 64 bits).</summary>
    private static ulong Fnv1A(string text)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char unit in text)
        {
            hash = (hash ^ (byte)unit) * 0x100000001b3;
            hash = (hash ^ (byte)(unit >> 8)) * 0x100000001b3;
        }
        return hash;
    }

    /// <summary>One step of SplitMix64 (Steele, Lea, Flood 2014): a bijection that changes about half of the bits.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9e3779b97f4a7c15;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
