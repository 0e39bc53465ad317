namespace FunctionalGrad;

/// <summary>Writes, for each output element, a number that names the branch it lies on; on a kink or tie it is a branch of its own.</summary>
/// <param name="x">The values of the inputs.</param>
/// <param name="branch">One number per output element.</param>
public delegate void BranchSignature(Operands<double> x, Span<int> branch);
