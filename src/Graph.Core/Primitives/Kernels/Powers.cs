using System.Numerics;
using System.Numerics.Tensors;

namespace FunctionalGrad;

/// <summary>Powers: like Math.Pow, but a NaN in either operand is kept.</summary>
internal static class Powers
{
    public static double Of(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y) ? double.NaN : Math.Pow(x, y);

    public static void Constant<T>(Operands<T> operands, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = operands[0];
        switch (operands.Get<Coefficient>().Value)
        {
            case 1:
                x.CopyTo(y);
                break;
            case 2:
                TensorPrimitives.Multiply(x, x, y);
                break;
            case 3:
                TensorPrimitives.Multiply(x, x, y);
                TensorPrimitives.Multiply(y, x, y);
                break;
            case var exponent:
                for (int i = 0; i < y.Length; i++)
                    y[i] = T.CreateTruncating(Of(double.CreateTruncating(x[i]), exponent));
                break;
        }
    }
}
