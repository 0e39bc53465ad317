using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace FunctionalGrad;

/// <summary>Sums of exponentials that neither overflow nor vanish: each row is shifted by its largest element.</summary>
internal static class ShiftedExp
{
    // As kernels they are methods: a lambda in the table would make its delegate anew in every run.
    public static void LogSumOver<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rows.Fold(x, y, LogSum);

    public static void WeightsOver<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rows.Map(x, y, Weights);

    public static void LogWeightsOver<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rows.Map(x, y, LogWeights);

    /// <summary>log sum e^x.</summary>
    public static T LogSum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = x.IsEmpty ? T.NegativeInfinity : TensorPrimitives.Max(x);
        if (!T.IsFinite(largest))
            return largest;
        var shifted = ArrayPool<T>.Shared.Rent(x.Length);
        var sum = Terms(x, largest, shifted.AsSpan(0, x.Length));
        ArrayPool<T>.Shared.Return(shifted);
        return largest + T.Log(sum);
    }

    /// <summary>e^x / sum e^x.</summary>
    public static void Weights<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = TensorPrimitives.Max(x);
        if (T.IsFinite(largest))
            Arithmetic.Divide<T>(y, Terms(x, largest, y), y);
        else
            Limits(x, largest, y, T.Zero, count => T.One / count);
    }

    /// <summary>x - log sum e^x.</summary>
    public static void LogWeights<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = TensorPrimitives.Max(x);
        if (!T.IsFinite(largest))
        {
            Limits(x, largest, y, T.NegativeInfinity, count => -T.Log(count));
            return;
        }
        var log = T.Log(Terms(x, largest, y));
        Arithmetic.Add(x, -largest, y);
        Arithmetic.Add<T>(y, -log, y);
    }

    /// <summary>Writes e^(x - largest) and returns its sum.</summary>
    private static T Terms<T>(ReadOnlySpan<T> x, T largest, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arithmetic.Add(x, -largest, y);
        Exponentials.Exp<T>(y, y);
        return Summation.Of<T>(y);
    }

    /// <summary>Where the largest is infinite: the elements +inf share all weight, -inf has none, NaN makes all NaN.</summary>
    private static void Limits<T>(ReadOnlySpan<T> x, T largest, Span<T> y, T none, Func<T, T> share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var each = T.IsNaN(largest)
            ? largest
            : share(T.CreateTruncating(x.Count(T.PositiveInfinity)));
        for (int i = 0; i < y.Length; i++)
            y[i] = T.IsNaN(each) || T.IsPositiveInfinity(x[i]) ? each : none;
    }
}
