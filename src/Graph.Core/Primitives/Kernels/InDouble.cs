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

/// <summary>A function of two doubles for floats: rounded once, at its end.</summary>
internal readonly struct TwoInDouble<TOp>(TOp op) : IBinary<float>
    where TOp : struct, IBinary<double>
{
    private readonly TOp op = op;

    public Vector<float> Of(Vector<float> a, Vector<float> b)
    {
        Vector.Widen(a, out var lowA, out var highA);
        Vector.Widen(b, out var lowB, out var highB);
        return Vector.Narrow(op.Of(lowA, lowB), op.Of(highA, highB));
    }
}
