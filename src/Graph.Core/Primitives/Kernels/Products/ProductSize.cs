namespace FunctionalGrad;

/// <summary>The lengths of a product [rows, inner] [inner, columns], and how many of them a batch has.</summary>
internal readonly record struct ProductSize(int Rows, int Inner, int Columns, int Batches = 1);
