using System.Numerics;

namespace FunctionalGrad;

/// <summary>A function of doubles for floats: rounded once, at its end.</summary>
internal readonly struct InDouble<TOp>(TOp op) : IUnary<float>
    where TOp : struct, IUnary<double>
{
    private readonly TOp op = op;

    public Vector<float> Of(Vector<float> x)
    {
        Vector.Widen(x, out var low, out var high);
        return Vector.Narrow(op.Of(low), op.Of(high));
    }
}
