namespace FunctionalGrad;

/// <summary>What a matrix product needs of vectors of one width: the JIT makes of it a loop for each.</summary>
/// <remarks>
/// Where the processor fuses a multiplication with an addition every width does, and the loops of single numbers do; elsewhere none does:
/// so an element of a product has the same bits by whichever of them it was computed.
/// </remarks>
internal unsafe interface IVectors<T, TVector>
    where T : unmanaged
    where TVector : unmanaged
{
    /// <summary>The numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Whether there are registers for 24 sums, or only for 12.</summary>
    static abstract bool ManyRegisters { get; }

    static abstract TVector Load(T* from);

    static abstract void Store(TVector x, T* to);

    static abstract TVector All(T x);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a b + c.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
