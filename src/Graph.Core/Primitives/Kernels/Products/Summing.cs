namespace FunctionalGrad;

/// <summary>The order in which every element of every product is summed.</summary>
internal static class Summing
{
    /// <summary>
    /// The inner axis is summed in pieces of this length, each from its first product on, and the pieces are added in their order: so an
    /// element's bits depend on its row and its column only, and the error grows with the length of a piece and the number of pieces.
    /// </summary>
    public const int Piece = 256;
}
