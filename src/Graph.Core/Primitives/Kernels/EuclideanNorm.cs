using System.Numerics;

namespace FunctionalGrad;

/// <summary>sqrt(sum x^2), scaled by a power of two where a square would leave the range of numbers.</summary>
internal static class EuclideanNorm
{
    public static T Of<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int exponent = Exponent(x);
        var squares = new T[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            var scaled = exponent == 0 ? x[i] : T.ScaleB(x[i], -exponent);
            squares[i] = scaled * scaled;
        }
        var norm = T.Sqrt(x.IsEmpty ? T.Zero : Summation.Of<T>(squares));
        return exponent == 0 ? norm : T.ScaleB(norm, exponent);
    }

    /// <summary>The exponent of the largest element; 0 where squares and their sum are safe without scaling, or nothing helps.</summary>
    private static int Exponent<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var largest = T.Zero;
        foreach (var element in x)
            largest = T.Max(largest, T.Abs(element));
        if (!T.IsFinite(largest) || largest == T.Zero)
            return 0;
        int exponent = T.ILogB(largest);
        // A sum of 2^31 squares stays below the largest number, and the digits of the largest square above the smallest.
        return Math.Abs(exponent) < (T.ILogB(T.MaxValue) - 60) / 2 ? 0 : exponent;
    }
}
