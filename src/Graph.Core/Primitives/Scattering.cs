namespace FunctionalGrad;

/// <summary>Where a scatter-add writes.</summary>
/// <param name="Axis">The axis that is indexed, counted from 0.</param>
/// <param name="Length">The length of that axis in the output.</param>
public sealed record Scattering(int Axis, int Length) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals =>
        [new Literal.Whole(Axis), new Literal.Whole(Length)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Scattering(((Literal.Whole)literals[0]).Value, ((Literal.Whole)literals[1]).Value);
}
