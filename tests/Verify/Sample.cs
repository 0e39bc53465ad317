namespace FunctionalGrad.Checking;

/// <summary>A graph to be checked: the scalar that is differentiated, its inputs, and the point.</summary>
internal sealed record Sample(
    Expr Scalar,
    IReadOnlyList<Expr> Inputs,
    IReadOnlyList<NDArray<double>> Point
)
{
    public Binding<double>[] Bindings =>
        [.. Inputs.Zip(Point, (x, value) => new Binding<double>(x, value))];

    /// <summary>Whether the graph applies the primitive.</summary>
    public bool Uses(Primitive primitive) =>
        Tape.Of(Scalar)
            .Nodes.Any(node => node is Apply apply && ReferenceEquals(apply.Primitive, primitive));
}
