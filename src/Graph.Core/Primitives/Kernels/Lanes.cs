using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>A function of one number, many at once.</summary>
internal interface IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Vector<T> Of(Vector<T> x);
}

/// <summary>A function of two numbers, many at once.</summary>
internal interface IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Vector<T> Of(Vector<T> a, Vector<T> b);
}

/// <summary>A function of three numbers, many at once.</summary>
internal interface ITernary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Vector<T> Of(Vector<T> a, Vector<T> b, Vector<T> c);
}

/// <summary>The loops of elementwise kernels: an operation is a small struct, for which the JIT specialises its loop.</summary>
/// <remarks>
/// Every element goes through the vector path, those of a short span or a remainder too: so an element's bits do not depend on
/// where it stands, and a program that cuts arrays into tiles computes what the interpreter computes.
/// </remarks>
internal static class Lanes
{
    /// <summary>No vector of any platform has more elements.</summary>
    private const int Widest = 16;

    private const int Chunk = 512;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<T, TOp>(ReadOnlySpan<T> x, Span<T> y, TOp op)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOp : struct, IUnary<T>
    {
        ref T to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
            op.Of(Load(x, i)).StoreUnsafe(ref to, (nuint)i);
        if (i < y.Length)
            Store(op.Of(LoadPart(x[i..])), y[i..]);
    }

    /// <summary>A function of doubles; float is computed through double.</summary>
    public static void MapDoubles<T, TOp>(ReadOnlySpan<T> x, Span<T> y, TOp op)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOp : struct, IUnary<double>
    {
        if (typeof(T) == typeof(float))
            Map(
                MemoryMarshal.Cast<T, float>(x),
                MemoryMarshal.Cast<T, float>(y),
                new InDouble<TOp>(op)
            );
        else
            Map(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y), op);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Zip<T, TOp>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, TOp op)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOp : struct, IBinary<T>
    {
        ref T to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
            op.Of(Load(a, i), Load(b, i)).StoreUnsafe(ref to, (nuint)i);
        if (i < y.Length)
            Store(op.Of(LoadPart(a[i..]), LoadPart(b[i..])), y[i..]);
    }

    /// <summary>A function of two doubles; float is computed through double.</summary>
    public static void ZipDoubles<T, TOp>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, TOp op)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOp : struct, IBinary<double>
    {
        if (typeof(T) == typeof(float))
            Zip(
                MemoryMarshal.Cast<T, float>(a),
                MemoryMarshal.Cast<T, float>(b),
                MemoryMarshal.Cast<T, float>(y),
                new TwoInDouble<TOp>(op)
            );
        else
            Zip(
                MemoryMarshal.Cast<T, double>(a),
                MemoryMarshal.Cast<T, double>(b),
                MemoryMarshal.Cast<T, double>(y),
                op
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Zip<T, TOp>(
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> c,
        Span<T> y,
        TOp op
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOp : struct, ITernary<T>
    {
        ref T to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
            op.Of(Load(a, i), Load(b, i), Load(c, i)).StoreUnsafe(ref to, (nuint)i);
        if (i < y.Length)
            Store(op.Of(LoadPart(a[i..]), LoadPart(b[i..]), LoadPart(c[i..])), y[i..]);
    }

    /// <summary>A function of spans, run on pieces that stay in the cache; a short one is filled up to the widest vector.</summary>
    public static void Pieces<T>(ReadOnlySpan<T> x, Span<T> y, Map<T> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; y.Length - i >= Widest; i += Math.Min(Chunk, y.Length - i))
        {
            int length = Math.Min(Chunk, y.Length - i);
            f(x.Slice(i, length), y.Slice(i, length));
        }
        if (i < y.Length)
            FilledUp(x[i..], y[i..], f);
    }

    private static void FilledUp<T>(ReadOnlySpan<T> x, Span<T> y, Map<T> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> filledX = stackalloc T[Widest],
            filledY = stackalloc T[Widest];
        filledX.Fill(T.One);
        x.CopyTo(filledX);
        f(filledX, filledY);
        filledY[..y.Length].CopyTo(y);
    }

    private static Vector<T> Load<T>(ReadOnlySpan<T> x, int at) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)at);

    private static Vector<T> LoadPart<T>(ReadOnlySpan<T> x)
        where T : unmanaged
    {
        Span<T> filled = stackalloc T[Vector<T>.Count];
        filled.Clear();
        x.CopyTo(filled);
        return new(filled);
    }

    private static void Store<T>(Vector<T> vector, Span<T> y)
        where T : unmanaged
    {
        Span<T> filled = stackalloc T[Vector<T>.Count];
        vector.CopyTo(filled);
        filled[..y.Length].CopyTo(y);
    }
}
