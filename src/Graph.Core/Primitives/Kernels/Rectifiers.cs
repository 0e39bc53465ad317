using System.Numerics;

namespace FunctionalGrad;

/// <summary>Leaky and exponential rectifiers.</summary>
internal static class Rectifiers
{
    public static void Leaky<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = x[0];
        var slope = T.CreateTruncating(x.Get<Coefficient>().Value);
        for (int i = 0; i < y.Length; i++)
            y[i] = a[i] > T.Zero ? a[i] : slope * a[i];
    }

    public static void Elu<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = x[0];
        double alpha = x.Get<Coefficient>().Value;
        for (int i = 0; i < y.Length; i++)
            y[i] =
                a[i] > T.Zero
                    ? a[i]
                    : T.CreateTruncating(alpha * Exponentials.ExpM1(double.CreateTruncating(a[i])));
    }
}
