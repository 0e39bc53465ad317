using System.Buffers;

namespace FunctionalGrad;

/// <summary>Room for intermediate numbers, rented and given back when disposed of; what it holds at first is arbitrary.</summary>
internal readonly ref struct Rented<T>
{
    private readonly T[] rented;

    public Rented(int length)
    {
        rented = length == 0 ? [] : ArrayPool<T>.Shared.Rent(length);
        Span = rented.AsSpan(0, length);
    }

    public Span<T> Span { get; }

    public void Dispose()
    {
        if (rented.Length > 0)
            ArrayPool<T>.Shared.Return(rented);
    }
}
