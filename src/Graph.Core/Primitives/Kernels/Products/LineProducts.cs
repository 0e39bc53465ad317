using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Inner products of one line with many that lie along the inner axis: a matrix times a column, read once and in place.</summary>
/// <remarks>
/// Each sum is one chain of single numbers, in the order that every product has, so many run side by side: the lanes of vectors, nine lines, or nine pieces of one.
/// </remarks>
internal static unsafe class LineProducts
{
    private const int Piece = Summing.Piece;
    private const int Chains = 9;
    private const int MostLines = 32;

    /// <summary>y = alpha x b + beta y for the lines of b from one to another, with a step from a number of y to the next.</summary>
    public static void Run<T>(
        in Factor<T> x,
        in Factor<T> b,
        int inner,
        in Target<T> y,
        nint yStep,
        int line,
        int endLine
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* sums = stackalloc T[MostLines],
            pieces = stackalloc T[MostLines];
        int many = ManyLines<T>.Count;
        if (ManyLines<T>.IsSupported && b.InnerStep == 1 && endLine - line >= many)
            while (line < endLine)
            {
                // The last ones take some lines a second time, and leave them.
                int from = Math.Min(line, endLine - many);
                Sum(x, b.From(from, 0), inner, sums, pieces, many);
                for (; line < from + many; line++)
                    y.Put(sums[line - from], line * yStep);
            }
        for (; line <= endLine - Chains; line += Chains)
        {
            Sum(x, b.From(line, 0), inner, sums, pieces, Chains);
            for (int i = 0; i < Chains; i++)
                y.Put(sums[i], (line + i) * yStep);
        }
        for (; line < endLine; line++)
            y.Put(Dot(x, b.From(line, 0), inner, pieces), line * yStep);
    }

    /// <summary>The sums of nine lines, or of many.</summary>
    private static void Sum<T>(
        in Factor<T> x,
        in Factor<T> b,
        int inner,
        T* sums,
        T* pieces,
        int lines
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < inner; k += Piece)
        {
            int depth = Math.Min(Piece, inner - k);
            T* to = k == 0 ? sums : pieces;
            if (lines == Chains)
                NineLines(x.From(0, k), b.From(0, k), depth, to);
            else
                ManyLines<T>.Sum(x.From(0, k), b.From(0, k), depth, to);
            for (int i = 0; k > 0 && i < lines; i++)
                sums[i] += pieces[i];
        }
    }

    private static T Dot<T>(in Factor<T> x, in Factor<T> b, int inner, T* pieces)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        int k = 0;
        for (; k <= inner - Chains * Piece; k += Chains * Piece)
        {
            NinePieces(ByPieces(x.From(0, k)), ByPieces(b.From(0, k)), Piece, pieces);
            for (int i = 0; i < Chains; i++)
                sum = k + i == 0 ? pieces[i] : sum + pieces[i];
        }
        for (; k < inner; k += Piece)
        {
            var piece = One(x.From(0, k), b.From(0, k), Math.Min(Piece, inner - k));
            sum = k == 0 ? piece : sum + piece;
        }
        return sum;
    }

    private static Factor<T> ByPieces<T>(in Factor<T> x)
        where T : unmanaged => new(x.At, Piece * x.InnerStep, x.InnerStep);

    /// <summary>The sum of x b over one piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T One<T>(in Factor<T> x, in Factor<T> b, nint depth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint xStep = x.InnerStep,
            bStep = b.InnerStep;
        T* x0 = x.At,
            b0 = b.At;
        var sum = T.Zero;
        for (; depth > 0; depth--)
        {
            sum = Numbers<T>.MultiplyAdd(*x0, *b0, sum);
            x0 += xStep;
            b0 += bStep;
        }
        return sum;
    }

    /// <summary>The same for nine lines of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NineLines<T>(in Factor<T> x, in Factor<T> b, nint depth, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint xStep = x.InnerStep;
        nint bStep = b.InnerStep,
            bLine = b.LineStep,
            bLines = 2 * bLine;
        T* at = x.At;
        T* b0 = b.At,
            b3 = b0 + 3 * bLine,
            b6 = b3 + 3 * bLine;
        T s0 = T.Zero,
            s1 = s0,
            s2 = s0,
            s3 = s0,
            s4 = s0,
            s5 = s0,
            s6 = s0,
            s7 = s0,
            s8 = s0;
        for (; depth > 0; depth--)
        {
            var factor = *at;
            s0 = Numbers<T>.MultiplyAdd(factor, *b0, s0);
            s1 = Numbers<T>.MultiplyAdd(factor, b0[bLine], s1);
            s2 = Numbers<T>.MultiplyAdd(factor, b0[bLines], s2);
            s3 = Numbers<T>.MultiplyAdd(factor, *b3, s3);
            s4 = Numbers<T>.MultiplyAdd(factor, b3[bLine], s4);
            s5 = Numbers<T>.MultiplyAdd(factor, b3[bLines], s5);
            s6 = Numbers<T>.MultiplyAdd(factor, *b6, s6);
            s7 = Numbers<T>.MultiplyAdd(factor, b6[bLine], s7);
            s8 = Numbers<T>.MultiplyAdd(factor, b6[bLines], s8);
            at += xStep;
            b0 += bStep;
            b3 += bStep;
            b6 += bStep;
        }
        (y[0], y[1], y[2]) = (s0, s1, s2);
        (y[3], y[4], y[5]) = (s3, s4, s5);
        (y[6], y[7], y[8]) = (s6, s7, s8);
    }

    /// <summary>The same for nine pieces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NinePieces<T>(in Factor<T> x, in Factor<T> b, nint depth, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint xStep = x.InnerStep,
            xLine = x.LineStep,
            xLines = 2 * xLine;
        nint bStep = b.InnerStep,
            bLine = b.LineStep,
            bLines = 2 * bLine;
        T* x0 = x.At,
            x3 = x0 + 3 * xLine,
            x6 = x3 + 3 * xLine;
        T* b0 = b.At,
            b3 = b0 + 3 * bLine,
            b6 = b3 + 3 * bLine;
        T s0 = T.Zero,
            s1 = s0,
            s2 = s0,
            s3 = s0,
            s4 = s0,
            s5 = s0,
            s6 = s0,
            s7 = s0,
            s8 = s0;
        for (; depth > 0; depth--)
        {
            s0 = Numbers<T>.MultiplyAdd(*x0, *b0, s0);
            s1 = Numbers<T>.MultiplyAdd(x0[xLine], b0[bLine], s1);
            s2 = Numbers<T>.MultiplyAdd(x0[xLines], b0[bLines], s2);
            s3 = Numbers<T>.MultiplyAdd(*x3, *b3, s3);
            s4 = Numbers<T>.MultiplyAdd(x3[xLine], b3[bLine], s4);
            s5 = Numbers<T>.MultiplyAdd(x3[xLines], b3[bLines], s5);
            s6 = Numbers<T>.MultiplyAdd(*x6, *b6, s6);
            s7 = Numbers<T>.MultiplyAdd(x6[xLine], b6[bLine], s7);
            s8 = Numbers<T>.MultiplyAdd(x6[xLines], b6[bLines], s8);
            x0 += xStep;
            x3 += xStep;
            x6 += xStep;
            b0 += bStep;
            b3 += bStep;
            b6 += bStep;
        }
        (y[0], y[1], y[2]) = (s0, s1, s2);
        (y[3], y[4], y[5]) = (s3, s4, s5);
        (y[6], y[7], y[8]) = (s6, s7, s8);
    }
}
