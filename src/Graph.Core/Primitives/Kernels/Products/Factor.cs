namespace FunctionalGrad;

/// <summary>A factor of a product in memory, read by steps: a transposed one has them exchanged.</summary>
/// <param name="At">Its first element.</param>
/// <param name="LineStep">From a row of the left factor to the next, from a column of the right one to the next.</param>
/// <param name="InnerStep">From an element to the next along the inner axis.</param>
internal readonly unsafe struct Factor<T>(T* At, nint LineStep, nint InnerStep)
    where T : unmanaged
{
    public readonly T* At = At;
    public readonly nint LineStep = LineStep;
    public readonly nint InnerStep = InnerStep;

    /// <summary>The part that begins at a line and at a place along the inner axis.</summary>
    public Factor<T> From(nint line, nint inner) =>
        new(At + line * LineStep + inner * InnerStep, LineStep, InnerStep);
}
