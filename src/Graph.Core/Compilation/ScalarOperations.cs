using System.Numerics;

namespace FunctionalGrad;

/// <summary>An operation of arithmetic on two numbers, and on many pairs.</summary>
internal interface IScalarOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract T Of(T a, T b);

    static abstract Vector<T> Of(Vector<T> a, Vector<T> b);
}

/// <summary>a + b.</summary>
internal readonly struct ScalarSum<T> : IScalarOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Of(T a, T b) => a + b;

    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a + b;
}

/// <summary>a - b.</summary>
internal readonly struct ScalarDifference<T> : IScalarOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Of(T a, T b) => a - b;

    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a - b;
}

/// <summary>a b.</summary>
internal readonly struct ScalarProduct<T> : IScalarOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Of(T a, T b) => a * b;

    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a * b;
}

/// <summary>a / b.</summary>
internal readonly struct ScalarQuotient<T> : IScalarOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Of(T a, T b) => a / b;

    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a / b;
}

/// <summary>-a.</summary>
internal readonly struct ScalarNegation<T> : IScalarOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Of(T a, T b) => -a;

    public static Vector<T> Of(Vector<T> a, Vector<T> b) => -a;
}
