namespace FunctionalGrad;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Array">Its element type and shape.</param>
/// <param name="Begin">Where its data begins, counted from the end of the header.</param>
/// <param name="End">Where its data ends.</param>
internal sealed record SafeTensorsEntry(string Name, StoredArray Array, long Begin, long End);
