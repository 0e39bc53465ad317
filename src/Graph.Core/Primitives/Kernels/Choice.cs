using System.Numerics;

namespace FunctionalGrad;

/// <summary>a where c is not 0, b where it is 0; NaN where c is NaN.</summary>
internal static class Choice
{
    public static void Run<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> c = x[0],
            a = x[1],
            b = x[2];
        for (int i = 0; i < y.Length; i++)
            y[i] =
                T.IsNaN(c[i]) ? c[i]
                : T.IsZero(c[i]) ? b[i]
                : a[i];
    }
}
