namespace FunctionalGrad;

/// <summary>What is still to be done to finished rows of a product while they are in cache: a bias, an activation, a reduction.</summary>
internal interface IEpilogue<T>
    where T : unmanaged
{
    /// <summary>Whether there is nothing to do.</summary>
    static abstract bool IsNothing { get; }

    /// <summary>Called once for each block of finished elements, for several at the same time where several threads work.</summary>
    /// <param name="batch">The product of the batch.</param>
    /// <param name="row">The first row of the block.</param>
    /// <param name="column">The first column of the block.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="block">From its first element to its last.</param>
    /// <param name="stride">From a row to the next in it; where that is the number of columns the block is one run.</param>
    void Finish(int batch, int row, int column, int rows, int columns, Span<T> block, int stride);
}
