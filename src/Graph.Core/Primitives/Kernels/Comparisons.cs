using System.Numerics;

namespace FunctionalGrad;

internal readonly struct IsGreater<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> a, Vector<T> b) => Vector.GreaterThan(a, b) & Vector<T>.One;
}

internal readonly struct IsLess<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> a, Vector<T> b) => Vector.LessThan(a, b) & Vector<T>.One;
}

internal readonly struct IsGreaterOrEqual<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> a, Vector<T> b) =>
        Vector.GreaterThanOrEqual(a, b) & Vector<T>.One;
}

internal readonly struct IsLessOrEqual<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> a, Vector<T> b) => Vector.LessThanOrEqual(a, b) & Vector<T>.One;
}

internal readonly struct IsEqual<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> a, Vector<T> b) => Vector.Equals(a, b) & Vector<T>.One;
}

internal readonly struct IsNotEqual<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> a, Vector<T> b) => ~Vector.Equals(a, b) & Vector<T>.One;
}

/// <summary>a where c is not 0, b where it is 0; NaN where c is NaN.</summary>
internal readonly struct Choice<T> : ITernary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> c, Vector<T> a, Vector<T> b)
    {
        var chosen = Vector.ConditionalSelect(Vector.Equals(c, Vector<T>.Zero), b, a);
        return Vector.ConditionalSelect(Vector.Equals(c, c), chosen, c);
    }
}

/// <summary>1, 0 or -1; of 0, -0 and NaN the number itself.</summary>
internal readonly struct SignOf<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Of(Vector<T> x) =>
        Vector.ConditionalSelect(
            Vector.GreaterThan(Vector.Abs(x), Vector<T>.Zero),
            Vector.CopySign(Vector<T>.One, x),
            x
        );
}

/// <summary>1 where a > b, 0 where a &lt; b, the given number where they are equal, NaN where either is NaN.</summary>
internal readonly struct Share<T>(T tie) : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> tie = new(tie);

    public Vector<T> Of(Vector<T> a, Vector<T> b)
    {
        var unequal = Vector.ConditionalSelect(
            Vector.LessThan(a, b),
            Vector<T>.Zero,
            Vector.ConditionalSelect(Vector.GreaterThan(a, b), Vector<T>.One, a + b)
        );
        return Vector.ConditionalSelect(Vector.Equals(a, b), tie, unequal);
    }
}
