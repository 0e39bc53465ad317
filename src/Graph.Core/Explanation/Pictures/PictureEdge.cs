namespace FunctionalGrad;

/// <summary>A wire of a picture: forward from one box to another, and what flows back along it.</summary>
/// <param name="From">The box it comes from.</param>
/// <param name="To">The box it goes to.</param>
/// <param name="Contributions">What flows back along it, one array for each edge of the trace that it stands for; those along which nothing flows are left out.</param>
internal sealed record PictureEdge(int From, int To, IReadOnlyList<NDArray<double>> Contributions);
