using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>x^y = e^(y log x), the logarithm carried to twice the precision.</summary>
/// <remarks>
/// x = 2^k m with m between sqrt(1/2) and sqrt 2; log m = 2 artanh s with s = (m - 1) / (m + 1), by its series in s^2. What is not an ordinary
/// positive number, and powers beyond e^250 either way, take the scalar function: there the rounding of the series would show.
/// </remarks>
internal readonly struct PowerOf : IBinary<double>
{
    private const double Smallest = 2.2250738585072014e-308;
    private const double MostInExponent = 250;
    private const long Root = 0x3FE6A09E00000000;
    private const long ToOne = 0x3FF0000000000000 - Root;
    private const double Whole = 1L << 52;

    public Vector<double> Of(Vector<double> x, Vector<double> y)
    {
        var bits = Vector.AsVectorInt64(x) + new Vector<long>(ToOne);
        var k =
            Vector.AsVectorDouble(
                Vector.ShiftRightLogical(bits, 52) | Vector.AsVectorInt64(new Vector<double>(Whole))
            ) - new Vector<double>(Whole + 1023);
        var m = Vector.AsVectorDouble(
            (bits & new Vector<long>((1L << 52) - 1)) + new Vector<long>(Root)
        );
        var f = m - Vector<double>.One;
        var g = m + Vector<double>.One;
        var s = f / g;
        var rest = (Vector.FusedMultiplyAdd(-s, g, f) - s * (m - (g - Vector<double>.One))) / g;
        var square = s * s;
        var whole = k * 6.93147180369123816490e-1;
        var twice = s + s;
        var high = whole + twice;
        var low =
            twice
            - (high - whole)
            + (rest + rest + (s * square * Series(square) + k * 1.90821492927058770002e-10));
        var log = high + low;
        low -= log - high;
        var exponent = y * log;
        var lost = Vector.FusedMultiplyAdd(y, log, -exponent) + y * low;
        var exp = default(DoubleExp).Of(exponent);
        var power = Vector.FusedMultiplyAdd(exp, lost, exp);
        var easy =
            Vector.GreaterThanOrEqual(x, new(Smallest))
            & Vector.LessThan(x, new(double.PositiveInfinity))
            & Vector.LessThanOrEqual(Vector.Abs(exponent), new(MostInExponent));
        return Vector.EqualsAll(easy, Vector<long>.AllBitsSet)
            ? power
            : WithScalars(x, y, power, easy);
    }

    private static Vector<double> WithScalars(
        Vector<double> x,
        Vector<double> y,
        Vector<double> power,
        Vector<long> easy
    )
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        power.CopyTo(values);
        for (int i = 0; i < values.Length; i++)
            if (easy[i] == 0)
                values[i] = Powers.Of(x[i], y[i]);
        return new(values);
    }

    /// <summary>2/3 + 2/5 z + ... + 2/25 z^11: what is left out is below 2^-65.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Series(Vector<double> z)
    {
        var sum = new Vector<double>(2.0 / 25);
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 23));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 21));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 19));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 17));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 15));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 13));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 11));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 9));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 7));
        sum = Vector.FusedMultiplyAdd(sum, z, new(2.0 / 5));
        return Vector.FusedMultiplyAdd(sum, z, new(2.0 / 3));
    }
}

/// <summary>x^y for one y.</summary>
internal readonly struct PowerTo(double exponent) : IUnary<double>
{
    private readonly Vector<double> exponent = new(exponent);

    public Vector<double> Of(Vector<double> x) => default(PowerOf).Of(x, exponent);
}
