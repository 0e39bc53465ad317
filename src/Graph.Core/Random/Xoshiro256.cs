namespace FunctionalGrad;

/// <summary>The bits of a stream: Xoshiro256** (Blackman, Vigna 2018), its state filled by SplitMix64 (Steele, Lea, Flood 2014).</summary>
/// <remarks>The same bits as MathNet's generator of that name, as a value, so that a stream begins anew without a new object.</remarks>
internal struct Xoshiro256
{
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    public Xoshiro256(int seed)
    {
        ulong mixed = unchecked((ulong)seed);
        (a, b, c, d) = (Fill(ref mixed), Fill(ref mixed), Fill(ref mixed), Fill(ref mixed));
    }

    /// <summary>The next multiple of 2^-53 on [0, 1).</summary>
    public double NextUniform()
    {
        ulong bits = ulong.RotateLeft(b * 5, 7) * 9;
        ulong shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = ulong.RotateLeft(d, 45);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Fill(ref ulong seed)
    {
        ulong mixed = seed += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }
}
