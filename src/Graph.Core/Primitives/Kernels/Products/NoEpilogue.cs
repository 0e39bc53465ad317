namespace FunctionalGrad;

/// <summary>The product as it is.</summary>
internal readonly struct NoEpilogue<T> : IEpilogue<T>
    where T : unmanaged
{
    public static bool IsNothing => true;

    public void Finish(
        int batch,
        int row,
        int column,
        int rows,
        int columns,
        Span<T> block,
        int stride
    ) { }
}
