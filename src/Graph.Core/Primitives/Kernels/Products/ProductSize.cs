namespace FunctionalGrad;

/// <summary>The lengths of a product [rows, inner] [inner, columns], and how many of them a batch has.</summary>
internal readonly record struct ProductSize(int Rows, int Inner, int Columns, int Batches = 1)
{
    /// <summary>Multiplications that take longer than it takes to call a second thread, tens of times over.</summary>
    private const long WorthSharing = 300_000;

    /// <summary>How many multiplications one of the batch takes.</summary>
    public long Work => (long)Rows * Inner * Columns;

    /// <summary>Whether one of the batch is worth the time it takes to call other threads.</summary>
    public bool IsWorthSharing => Work >= WorthSharing;

    /// <summary>Whether the whole batch is.</summary>
    public bool IsBatchWorthSharing => Work * Batches >= WorthSharing;
}
