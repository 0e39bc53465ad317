using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>Numbers of which some are exactly 0.</summary>
internal static class Zeros
{
    private const int OneIn = 4;

    /// <summary>So many numbers, one of which is 0 and every fourth of the others.</summary>
    public static Gen<List<double>> Among(Gen<double> values, int count) =>
        from numbers in values.ListOf(count)
        from first in Gen.Choose(0, count - 1)
        from others in Gen.Choose(1, OneIn).ListOf(count)
        select numbers.Select((x, i) => i == first || others[i] == OneIn ? 0.0 : x).ToList();
}
