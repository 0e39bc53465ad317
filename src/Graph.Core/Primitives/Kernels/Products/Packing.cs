using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FunctionalGrad;

/// <summary>Lines of a factor laid side by side, so that a tile reads them as one run.</summary>
internal static unsafe class Packing
{
    private const int Lines = 4;

    /// <summary>Writes element i of each of the lines, then element i + 1 of each; lines up to the width that are not there are 0.</summary>
    public static void Interleave<T>(in Factor<T> x, int lines, int width, int depth, T* y)
        where T : unmanaged
    {
        if (lines < width)
            new Span<T>(y, width * depth).Clear();
        if (x.LineStep == 1)
            CopyRows(x.At, x.InnerStep, lines, width, depth, y);
        else
            Gather(x, lines, width, depth, y);
    }

    private static void CopyRows<T>(T* x, nint step, int lines, int width, int depth, T* y)
        where T : unmanaged
    {
        if (!Vector256.IsHardwareAccelerated || lines % Vector256<T>.Count != 0)
        {
            for (int k = 0; k < depth; k++, x += step, y += width)
                new ReadOnlySpan<T>(x, lines).CopyTo(new(y, lines));
            return;
        }
        for (int k = 0; k < depth; k++, x += step, y += width)
        for (int at = 0; at < lines; at += Vector256<T>.Count)
            Vector256.Load(x + at).Store(y + at);
    }

    private static void Gather<T>(in Factor<T> x, int lines, int width, int depth, T* y)
        where T : unmanaged
    {
        nint step = x.InnerStep;
        int line = 0;
        for (; line <= lines - Lines; line += Lines)
        {
            T* x0 = x.At + line * x.LineStep,
                x1 = x0 + x.LineStep,
                x2 = x1 + x.LineStep,
                x3 = x2 + x.LineStep,
                to = y + line;
            int k = step == 1 ? Transpose(x0, x.LineStep, depth, width, to) : 0;
            for (; k < depth; k++)
            {
                T* four = to + k * width;
                nint at = k * step;
                four[0] = x0[at];
                four[1] = x1[at];
                four[2] = x2[at];
                four[3] = x3[at];
            }
        }
        for (; line < lines; line++)
        {
            T* from = x.At + line * x.LineStep,
                to = y + line;
            for (int k = 0; k < depth; k++, from += step, to += width)
                *to = *from;
        }
    }

    /// <summary>Interleaves four lines four elements at a time, and says how many it has done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Transpose<T>(T* x, nint line, int depth, int width, T* y)
        where T : unmanaged
    {
        int k = 0;
        if (typeof(T) == typeof(double) && Avx.IsSupported)
            for (; k <= depth - Lines; k += Lines, x += Lines, y += Lines * width)
            {
                double* from = (double*)x,
                    to = (double*)y;
                Vector256<double> a = Vector256.Load(from),
                    b = Vector256.Load(from + line),
                    c = Vector256.Load(from + 2 * line),
                    d = Vector256.Load(from + 3 * line);
                Vector256<double> even = Avx.UnpackLow(a, b),
                    odd = Avx.UnpackHigh(a, b),
                    evens = Avx.UnpackLow(c, d),
                    odds = Avx.UnpackHigh(c, d);
                Avx.Permute2x128(even, evens, 0x20).Store(to);
                Avx.Permute2x128(odd, odds, 0x20).Store(to + width);
                Avx.Permute2x128(even, evens, 0x31).Store(to + 2 * width);
                Avx.Permute2x128(odd, odds, 0x31).Store(to + 3 * width);
            }
        else if (typeof(T) == typeof(float) && Sse.IsSupported)
            for (; k <= depth - Lines; k += Lines, x += Lines, y += Lines * width)
            {
                float* from = (float*)x,
                    to = (float*)y;
                Vector128<float> a = Vector128.Load(from),
                    b = Vector128.Load(from + line),
                    c = Vector128.Load(from + 2 * line),
                    d = Vector128.Load(from + 3 * line);
                Vector128<float> low = Sse.UnpackLow(a, b),
                    high = Sse.UnpackHigh(a, b),
                    lows = Sse.UnpackLow(c, d),
                    highs = Sse.UnpackHigh(c, d);
                Sse.MoveLowToHigh(low, lows).Store(to);
                Sse.MoveHighToLow(lows, low).Store(to + width);
                Sse.MoveLowToHigh(high, highs).Store(to + 2 * width);
                Sse.MoveHighToLow(highs, high).Store(to + 3 * width);
            }
        return k;
    }
}
