using System.Numerics;

namespace FunctionalGrad;

/// <summary>Powers: like Math.Pow, but a NaN in either operand is kept.</summary>
internal static class Powers
{
    public static double Of(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y) ? double.NaN : Math.Pow(x, y);

    public static void Constant<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = x[0];
        double exponent = x.Get<Coefficient>().Value;
        for (int i = 0; i < y.Length; i++)
            y[i] = T.CreateTruncating(Of(double.CreateTruncating(a[i]), exponent));
    }
}
