namespace FunctionalGrad;

/// <summary>Lines of a factor laid side by side, so that a tile reads them as one run.</summary>
internal static unsafe class Packing
{
    /// <summary>Writes element i of each of the lines, then element i + 1 of each; lines up to the width that are not there are 0.</summary>
    public static void Interleave<T>(in Factor<T> x, int lines, int width, int depth, T* y)
        where T : unmanaged
    {
        if (lines < width)
            new Span<T>(y, width * depth).Clear();
        if (x.LineStep == 1)
            for (int k = 0; k < depth; k++)
                new ReadOnlySpan<T>(x.At + k * x.InnerStep, lines).CopyTo(
                    new(y + k * width, lines)
                );
        else
            Gather(x, lines, width, depth, y);
    }

    private static void Gather<T>(in Factor<T> x, int lines, int width, int depth, T* y)
        where T : unmanaged
    {
        nint step = x.InnerStep;
        int line = 0;
        for (; line <= lines - 4; line += 4)
        {
            T* x0 = x.At + line * x.LineStep,
                x1 = x0 + x.LineStep,
                x2 = x1 + x.LineStep,
                x3 = x2 + x.LineStep,
                to = y + line;
            for (int k = 0; k < depth; k++, to += width)
            {
                to[0] = *x0;
                to[1] = *x1;
                to[2] = *x2;
                to[3] = *x3;
                x0 += step;
                x1 += step;
                x2 += step;
                x3 += step;
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
}
