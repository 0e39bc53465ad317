namespace FunctionalGrad;

/// <summary>One operation on single numbers.</summary>
/// <param name="Kind">Entries of one kind are the same operation: a code of arithmetic, or a kernel with its attributes.</param>
/// <param name="Start">Where its operands begin among the operands of all.</param>
/// <param name="Count">How many operands it has.</param>
/// <param name="Node">An application of the operation.</param>
internal readonly record struct ScalarEntry(int Kind, int Start, int Count, Apply Node);
