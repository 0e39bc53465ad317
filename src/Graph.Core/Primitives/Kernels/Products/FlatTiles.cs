using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Tiles of a product that are summed in registers: rows of a times one or two vectors of b's columns.</summary>
/// <remarks>
/// Written out because the JIT keeps sums in registers only as separate locals. Each sum begins at 0 and takes its products in the order of the inner
/// axis, so that its bits do not depend on the tile.
/// </remarks>
internal static unsafe class FlatTiles<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TVectors : IVectors<T, TVector>
{
    /// <summary>Six rows by two vectors: 12 sums fit into 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixByTwo(in Factor<T> a, T* b, nint bStep, nint depth, T* y, nint yStep)
    {
        nint row = a.LineStep,
            step = a.InnerStep;
        nint twoRows = 2 * row;
        T* a0 = a.At;
        T* a3 = a.At + 3 * row;
        TVector s00 = default,
            s01 = default;
        TVector s10 = default,
            s11 = default;
        TVector s20 = default,
            s21 = default;
        TVector s30 = default,
            s31 = default;
        TVector s40 = default,
            s41 = default;
        TVector s50 = default,
            s51 = default;
        for (; depth > 0; depth--)
        {
            var b0 = TVectors.Load(b);
            var b1 = TVectors.Load(b + TVectors.Count);
            b += bStep;
            var x = TVectors.All(*a0);
            s00 = TVectors.MultiplyAdd(x, b0, s00);
            s01 = TVectors.MultiplyAdd(x, b1, s01);
            x = TVectors.All(a0[row]);
            s10 = TVectors.MultiplyAdd(x, b0, s10);
            s11 = TVectors.MultiplyAdd(x, b1, s11);
            x = TVectors.All(a0[twoRows]);
            s20 = TVectors.MultiplyAdd(x, b0, s20);
            s21 = TVectors.MultiplyAdd(x, b1, s21);
            x = TVectors.All(*a3);
            s30 = TVectors.MultiplyAdd(x, b0, s30);
            s31 = TVectors.MultiplyAdd(x, b1, s31);
            x = TVectors.All(a3[row]);
            s40 = TVectors.MultiplyAdd(x, b0, s40);
            s41 = TVectors.MultiplyAdd(x, b1, s41);
            x = TVectors.All(a3[twoRows]);
            s50 = TVectors.MultiplyAdd(x, b0, s50);
            s51 = TVectors.MultiplyAdd(x, b1, s51);
            a0 += step;
            a3 += step;
        }
        Store(s00, s01, y);
        Store(s10, s11, y + yStep);
        Store(s20, s21, y + 2 * yStep);
        Store(s30, s31, y + 3 * yStep);
        Store(s40, s41, y + 4 * yStep);
        Store(s50, s51, y + 5 * yStep);
    }

    /// <summary>One to four rows by two vectors; rows that are not there repeat the last, and are not stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourByTwo(
        in Factor<T> a,
        int rows,
        T* b,
        nint bStep,
        nint depth,
        T* y,
        nint yStep
    )
    {
        nint step = a.InnerStep;
        T* a0 = a.At,
            a1 = rows > 1 ? a0 + a.LineStep : a0,
            a2 = rows > 2 ? a1 + a.LineStep : a1,
            a3 = rows > 3 ? a2 + a.LineStep : a2;
        TVector s00 = default,
            s01 = default;
        TVector s10 = default,
            s11 = default;
        TVector s20 = default,
            s21 = default;
        TVector s30 = default,
            s31 = default;
        for (nint at = 0; depth > 0; depth--, at += step)
        {
            var b0 = TVectors.Load(b);
            var b1 = TVectors.Load(b + TVectors.Count);
            b += bStep;
            var x = TVectors.All(a0[at]);
            s00 = TVectors.MultiplyAdd(x, b0, s00);
            s01 = TVectors.MultiplyAdd(x, b1, s01);
            x = TVectors.All(a1[at]);
            s10 = TVectors.MultiplyAdd(x, b0, s10);
            s11 = TVectors.MultiplyAdd(x, b1, s11);
            x = TVectors.All(a2[at]);
            s20 = TVectors.MultiplyAdd(x, b0, s20);
            s21 = TVectors.MultiplyAdd(x, b1, s21);
            x = TVectors.All(a3[at]);
            s30 = TVectors.MultiplyAdd(x, b0, s30);
            s31 = TVectors.MultiplyAdd(x, b1, s31);
        }
        Store(s00, s01, y);
        if (rows > 1)
            Store(s10, s11, y + yStep);
        if (rows > 2)
            Store(s20, s21, y + 2 * yStep);
        if (rows > 3)
            Store(s30, s31, y + 3 * yStep);
    }

    /// <summary>One to four rows by one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourByOne(
        in Factor<T> a,
        int rows,
        T* b,
        nint bStep,
        nint depth,
        T* y,
        nint yStep
    )
    {
        nint step = a.InnerStep;
        T* a0 = a.At,
            a1 = rows > 1 ? a0 + a.LineStep : a0,
            a2 = rows > 2 ? a1 + a.LineStep : a1,
            a3 = rows > 3 ? a2 + a.LineStep : a2;
        TVector s00 = default;
        TVector s10 = default;
        TVector s20 = default;
        TVector s30 = default;
        for (nint at = 0; depth > 0; depth--, at += step)
        {
            var b0 = TVectors.Load(b);
            b += bStep;
            var x = TVectors.All(a0[at]);
            s00 = TVectors.MultiplyAdd(x, b0, s00);
            x = TVectors.All(a1[at]);
            s10 = TVectors.MultiplyAdd(x, b0, s10);
            x = TVectors.All(a2[at]);
            s20 = TVectors.MultiplyAdd(x, b0, s20);
            x = TVectors.All(a3[at]);
            s30 = TVectors.MultiplyAdd(x, b0, s30);
        }
        Store(s00, y);
        if (rows > 1)
            Store(s10, y + yStep);
        if (rows > 2)
            Store(s20, y + 2 * yStep);
        if (rows > 3)
            Store(s30, y + 3 * yStep);
    }

    /// <summary>One row by four vectors, of a matrix that is read once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneByFour(in Factor<T> a, T* b, nint bStep, nint depth, T* y)
    {
        nint step = a.InnerStep;
        T* from = a.At;
        TVector s0 = default,
            s1 = default,
            s2 = default,
            s3 = default;
        for (; depth > 0; depth--)
        {
            var x = TVectors.All(*from);
            s0 = TVectors.MultiplyAdd(x, TVectors.Load(b), s0);
            s1 = TVectors.MultiplyAdd(x, TVectors.Load(b + TVectors.Count), s1);
            s2 = TVectors.MultiplyAdd(x, TVectors.Load(b + 2 * TVectors.Count), s2);
            s3 = TVectors.MultiplyAdd(x, TVectors.Load(b + 3 * TVectors.Count), s3);
            from += step;
            b += bStep;
        }
        Store(s0, s1, y);
        Store(s2, s3, y + 2 * TVectors.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector s0, TVector s1, T* y)
    {
        TVectors.Store(s0, y);
        TVectors.Store(s1, y + TVectors.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector s0, T* y) => TVectors.Store(s0, y);
}
