using System.Numerics;

namespace FunctionalGrad;

/// <summary>Where a product goes, its columns neighbours, and the alpha and beta of y = alpha a b + beta y.</summary>
internal readonly unsafe struct Target<T>(T* At, nint RowStep, T Alpha, T Beta)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly T* At = At;
    public readonly nint RowStep = RowStep;
    public readonly T Alpha = Alpha;
    public readonly T Beta = Beta;

    public bool IsScaled => Alpha != T.One;

    public bool IsAdded => Beta != T.Zero;

    /// <summary>Whether a finished sum is what is stored.</summary>
    public bool IsPlain => !IsScaled && !IsAdded;

    public Target<T> From(nint offset) => new(At + offset, RowStep, Alpha, Beta);

    /// <summary>Stores a finished sum.</summary>
    public void Put(T sum, nint offset)
    {
        T* y = At + offset;
        if (IsScaled)
            sum = Alpha * sum;
        *y = IsAdded ? (Beta * *y) + sum : sum;
    }
}
