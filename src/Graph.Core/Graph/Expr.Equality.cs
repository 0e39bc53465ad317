namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>Whether both are the same graph: the same primitives with the same parameters on the same leaves, to the last bit of a constant.</summary>
    /// <remarks>
    /// Linear in the number of nodes, whatever the number of paths. Two nodes that are equal count as one, so it does not matter how
    /// often a part was written down; inputs of a commutative primitive may stand in either order. NaN equals NaN, 0 and -0 differ.
    /// </remarks>
    public bool SameAs(Expr other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            return true;
        var tape = Tape.OfAny(this);
        return tape.PositionOf(other) == tape.Outputs[0];
    }

    /// <summary>A number that is the same for graphs that are the same, on every run and platform.</summary>
    /// <remarks>Linear in the number of nodes. Graphs that differ almost surely differ in it.</remarks>
    public long StructuralHash() => Fingerprint.Of(this);
}
