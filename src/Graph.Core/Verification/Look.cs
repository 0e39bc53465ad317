namespace FunctionalGrad;

/// <summary>What one evaluation of the function under check shows.</summary>
/// <param name="Values">The elements of all outputs; NaN where there is no value.</param>
/// <param name="Signature">Which branches were taken and on which side of the edges of domains it was, all in one number.</param>
/// <param name="Problem">Why there is no value here, as where an index is not a whole number; null where there is one.</param>
internal sealed record Look(double[] Values, ulong Signature, string? Problem);
