using System.Numerics;

namespace FunctionalGrad;

/// <summary>e^x and what it is made of: e^x = 2^n (1 + r + c) with |r| at most log 2 / 2, r rounded and c a small number.</summary>
internal interface IExp<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>n and r of x; returns what rounding took from r.</summary>
    Vector<T> Reduce(Vector<T> x, out Vector<T> n, out Vector<T> r);

    /// <summary>c: e^r - 1 - r, and what else is added to it.</summary>
    Vector<T> Curve(Vector<T> r, Vector<T> more);

    /// <summary>e^x / 2^n.</summary>
    Vector<T> Significand(Vector<T> x, out Vector<T> n);

    /// <summary>y 2^n, rounded once, for every n that <see cref="Reduce"/> gives.</summary>
    Vector<T> Scale(Vector<T> y, Vector<T> n);

    /// <summary>2^n, for n up to 127 either way.</summary>
    Vector<T> PowerOfTwo(Vector<T> n);
}
