using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Tiles of a product that are summed in registers: rows of a times one or two vectors of b's columns.</summary>
/// <remarks>
/// Written out because the JIT keeps sums in registers only as separate locals. Each sum begins at 0 and takes its products in the order of the inner
/// axis, so that its bits do not depend on the tile.
/// </remarks>
internal static unsafe class TallTiles<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TVectors : IVectors<T, TVector>
{
    /// <summary>Twelve rows by two vectors: 24 sums, two vectors of b and one factor of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TwelveByTwo(in Factor<T> a, T* b, nint bStep, nint depth, T* y, nint yStep)
    {
        nint row = a.LineStep,
            step = a.InnerStep;
        nint twoRows = 2 * row;
        T* a0 = a.At;
        T* a3 = a.At + 3 * row;
        T* a6 = a.At + 6 * row;
        T* a9 = a.At + 9 * row;
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
        TVector s60 = default,
            s61 = default;
        TVector s70 = default,
            s71 = default;
        TVector s80 = default,
            s81 = default;
        TVector s90 = default,
            s91 = default;
        TVector sa0 = default,
            sa1 = default;
        TVector sb0 = default,
            sb1 = default;
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
            x = TVectors.All(*a6);
            s60 = TVectors.MultiplyAdd(x, b0, s60);
            s61 = TVectors.MultiplyAdd(x, b1, s61);
            x = TVectors.All(a6[row]);
            s70 = TVectors.MultiplyAdd(x, b0, s70);
            s71 = TVectors.MultiplyAdd(x, b1, s71);
            x = TVectors.All(a6[twoRows]);
            s80 = TVectors.MultiplyAdd(x, b0, s80);
            s81 = TVectors.MultiplyAdd(x, b1, s81);
            x = TVectors.All(*a9);
            s90 = TVectors.MultiplyAdd(x, b0, s90);
            s91 = TVectors.MultiplyAdd(x, b1, s91);
            x = TVectors.All(a9[row]);
            sa0 = TVectors.MultiplyAdd(x, b0, sa0);
            sa1 = TVectors.MultiplyAdd(x, b1, sa1);
            x = TVectors.All(a9[twoRows]);
            sb0 = TVectors.MultiplyAdd(x, b0, sb0);
            sb1 = TVectors.MultiplyAdd(x, b1, sb1);
            a0 += step;
            a3 += step;
            a6 += step;
            a9 += step;
        }
        Store(s00, s01, y);
        Store(s10, s11, y + yStep);
        Store(s20, s21, y + 2 * yStep);
        Store(s30, s31, y + 3 * yStep);
        Store(s40, s41, y + 4 * yStep);
        Store(s50, s51, y + 5 * yStep);
        Store(s60, s61, y + 6 * yStep);
        Store(s70, s71, y + 7 * yStep);
        Store(s80, s81, y + 8 * yStep);
        Store(s90, s91, y + 9 * yStep);
        Store(sa0, sa1, y + 10 * yStep);
        Store(sb0, sb1, y + 11 * yStep);
    }

    /// <summary>Twelve rows by one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TwelveByOne(in Factor<T> a, T* b, nint bStep, nint depth, T* y, nint yStep)
    {
        nint row = a.LineStep,
            step = a.InnerStep;
        nint twoRows = 2 * row;
        T* a0 = a.At;
        T* a3 = a.At + 3 * row;
        T* a6 = a.At + 6 * row;
        T* a9 = a.At + 9 * row;
        TVector s00 = default;
        TVector s10 = default;
        TVector s20 = default;
        TVector s30 = default;
        TVector s40 = default;
        TVector s50 = default;
        TVector s60 = default;
        TVector s70 = default;
        TVector s80 = default;
        TVector s90 = default;
        TVector sa0 = default;
        TVector sb0 = default;
        for (; depth > 0; depth--)
        {
            var b0 = TVectors.Load(b);
            b += bStep;
            var x = TVectors.All(*a0);
            s00 = TVectors.MultiplyAdd(x, b0, s00);
            x = TVectors.All(a0[row]);
            s10 = TVectors.MultiplyAdd(x, b0, s10);
            x = TVectors.All(a0[twoRows]);
            s20 = TVectors.MultiplyAdd(x, b0, s20);
            x = TVectors.All(*a3);
            s30 = TVectors.MultiplyAdd(x, b0, s30);
            x = TVectors.All(a3[row]);
            s40 = TVectors.MultiplyAdd(x, b0, s40);
            x = TVectors.All(a3[twoRows]);
            s50 = TVectors.MultiplyAdd(x, b0, s50);
            x = TVectors.All(*a6);
            s60 = TVectors.MultiplyAdd(x, b0, s60);
            x = TVectors.All(a6[row]);
            s70 = TVectors.MultiplyAdd(x, b0, s70);
            x = TVectors.All(a6[twoRows]);
            s80 = TVectors.MultiplyAdd(x, b0, s80);
            x = TVectors.All(*a9);
            s90 = TVectors.MultiplyAdd(x, b0, s90);
            x = TVectors.All(a9[row]);
            sa0 = TVectors.MultiplyAdd(x, b0, sa0);
            x = TVectors.All(a9[twoRows]);
            sb0 = TVectors.MultiplyAdd(x, b0, sb0);
            a0 += step;
            a3 += step;
            a6 += step;
            a9 += step;
        }
        Store(s00, y);
        Store(s10, y + yStep);
        Store(s20, y + 2 * yStep);
        Store(s30, y + 3 * yStep);
        Store(s40, y + 4 * yStep);
        Store(s50, y + 5 * yStep);
        Store(s60, y + 6 * yStep);
        Store(s70, y + 7 * yStep);
        Store(s80, y + 8 * yStep);
        Store(s90, y + 9 * yStep);
        Store(sa0, y + 10 * yStep);
        Store(sb0, y + 11 * yStep);
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
