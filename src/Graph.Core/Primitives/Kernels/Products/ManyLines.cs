using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FunctionalGrad;

/// <summary>Inner products of one line with many dense ones, each a lane of a vector: a few elements of some lines are transposed in registers.</summary>
/// <remarks>Each lane is one chain in the order that every product has; four vectors hide how long an addition takes.</remarks>
internal static unsafe class ManyLines<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether lines whose elements are neighbours can be taken that way.</summary>
    public static bool IsSupported =>
        Avx.IsSupported && (typeof(T) == typeof(double) || typeof(T) == typeof(float));

    /// <summary>How many lines are summed at a time.</summary>
    public static int Count => 4 * Vector256<T>.Count;

    /// <summary>Lines so many bytes apart drive one another out of the innermost cache; they are packed first, four at a time.</summary>
    private const int Colliding = 1024;

    /// <summary>The elements that are transposed at a time.</summary>
    private static int Depth => typeof(T) == typeof(double) ? 2 : 4;

    /// <summary>The sums of x b over one piece, for <see cref="Count"/> lines of b.</summary>
    public static void Sum(in Factor<T> x, in Factor<T> b, int depth, T* y)
    {
        if (b.LineStep * sizeof(T) % Colliding != 0)
        {
            InRegisters(x, b, depth, y);
            return;
        }
        T* packed = Scratch<T>.Right(Count * Summing.Piece);
        Packing.Interleave(b, Count, Count, depth, packed);
        FlatTiles<T, Vector256<T>, Vectors256<T>>.OneByFour(x, packed, Count, depth, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InRegisters(in Factor<T> x, in Factor<T> b, int depth, T* y)
    {
        nint step = x.InnerStep,
            line = b.LineStep,
            lines = Vector256<T>.Count * line;
        T* at = x.At,
            b0 = b.At,
            b1 = b0 + lines,
            b2 = b1 + lines,
            b3 = b2 + lines;
        Vector256<T> s0 = default,
            s1 = default,
            s2 = default,
            s3 = default;
        int k = 0;
        for (; k <= depth - Depth; k += Depth)
        {
            s0 = Step(at, step, b0 + k, line, s0);
            s1 = Step(at, step, b1 + k, line, s1);
            s2 = Step(at, step, b2 + k, line, s2);
            s3 = Step(at, step, b3 + k, line, s3);
            at += Depth * step;
        }
        s0.Store(y);
        s1.Store(y + Vector256<T>.Count);
        s2.Store(y + 2 * Vector256<T>.Count);
        s3.Store(y + 3 * Vector256<T>.Count);
        for (; k < depth; k++, at += step)
        for (int i = 0; i < Count; i++)
            y[i] = Numbers<T>.MultiplyAdd(*at, b0[i * line + k], y[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Step(T* x, nint xStep, T* b, nint line, Vector256<T> sum) =>
        typeof(T) == typeof(double)
            ? InDouble((double*)x, xStep, (double*)b, line, sum.AsDouble()).As<double, T>()
            : InSingle((float*)x, xStep, (float*)b, line, sum.AsSingle()).As<float, T>();

    /// <summary>Two elements of four lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> InDouble(
        double* x,
        nint xStep,
        double* b,
        nint line,
        Vector256<double> sum
    )
    {
        var even = Vector256.Create(Vector128.Load(b), Vector128.Load(b + 2 * line));
        var odd = Vector256.Create(Vector128.Load(b + line), Vector128.Load(b + 3 * line));
        sum = Add(x[0], Avx.UnpackLow(even, odd), sum);
        return Add(x[xStep], Avx.UnpackHigh(even, odd), sum);
    }

    /// <summary>Four elements of eight lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InSingle(
        float* x,
        nint xStep,
        float* b,
        nint line,
        Vector256<float> sum
    )
    {
        float* behind = b + 4 * line;
        var a0 = Vector256.Create(Vector128.Load(b), Vector128.Load(behind));
        var a1 = Vector256.Create(Vector128.Load(b + line), Vector128.Load(behind + line));
        var a2 = Vector256.Create(Vector128.Load(b + 2 * line), Vector128.Load(behind + 2 * line));
        var a3 = Vector256.Create(Vector128.Load(b + 3 * line), Vector128.Load(behind + 3 * line));
        Vector256<float> low = Avx.UnpackLow(a0, a1),
            lows = Avx.UnpackLow(a2, a3),
            high = Avx.UnpackHigh(a0, a1),
            highs = Avx.UnpackHigh(a2, a3);
        sum = Add(x[0], Avx.Shuffle(low, lows, 0x44), sum);
        sum = Add(x[xStep], Avx.Shuffle(low, lows, 0xEE), sum);
        sum = Add(x[2 * xStep], Avx.Shuffle(high, highs, 0x44), sum);
        return Add(x[3 * xStep], Avx.Shuffle(high, highs, 0xEE), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<TOne> Add<TOne>(TOne x, Vector256<TOne> b, Vector256<TOne> sum)
        where TOne : unmanaged, IBinaryFloatingPointIeee754<TOne> =>
        Vectors256<TOne>.MultiplyAdd(Vector256.Create(x), b, sum);
}
