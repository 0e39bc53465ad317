namespace FunctionalGrad.Properties;

/// <summary>The graph that a recipe describes, with the point at which it is looked at.</summary>
public sealed class Circuit
{
    private const double Rounded = 1e-12;
    private const double Aside = 1e-6;

    internal Circuit(
        IReadOnlyList<Expr> inputs,
        IReadOnlyList<NDArray<double>> point,
        IReadOnlyList<Expr> outputs,
        Expr scalar,
        IReadOnlyList<(Primitive, Primitive)> pairs
    )
    {
        (Inputs, Point, Outputs, Scalar, Pairs) = (inputs, point, outputs, scalar, pairs);
        Bindings = [.. inputs.Select((x, i) => new Binding<double>(x, point[i]))];
    }

    /// <summary>Its inputs, named x0, x1 and on.</summary>
    public IReadOnlyList<Expr> Inputs { get; }

    /// <summary>The values of the inputs, in their order.</summary>
    public IReadOnlyList<NDArray<double>> Point { get; }

    /// <summary>The inputs bound to the point, as evaluation takes them.</summary>
    public IReadOnlyList<Binding<double>> Bindings { get; }

    /// <summary>Its outputs, of any shapes.</summary>
    public IReadOnlyList<Expr> Outputs { get; }

    /// <summary>The scalar that is differentiated: the outputs weighted with signed numbers, never all ones.</summary>
    public Expr Scalar { get; }

    /// <summary>For each use of a primitive: which primitive made an operand of it, be it through a change of shape.</summary>
    public IReadOnlyList<(Primitive Consumer, Primitive Producer)> Pairs { get; }

    /// <summary>Whether the scalar changes beside the point, or has no value there: else there is nothing to differentiate.</summary>
    internal bool Moves
    {
        get
        {
            var tape = Tape.Of([Scalar]);
            double here = At(tape, 0);
            return !(Math.Abs(At(tape, Aside) - here) <= Rounded * Math.Abs(here));
        }
    }

    private double At(Tape tape, double step) =>
        Evaluate
            .Values<double>(
                tape,
                Inputs.Zip(
                    Point,
                    (x, value) =>
                        new Binding<double>(
                            x,
                            Numbers.Of(value.Shape, i => value.Span[i] + step * (1 + i % 3))
                        )
                ),
                checkFinite: false
            )[0]
            .ToScalar();

    /// <summary>A scalar made of an expression of any shape: its elements weighted with signed numbers, so that no error cancels.</summary>
    public static Expr Weighted(Expr x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank == 0 ? x : Expr.Sum(x * Expr.Constant(Numbers.Weights(x.Shape)));
    }

    /// <summary>The graph and the point as DSL source, to be pasted into a script.</summary>
    public override string ToString() => SourceText.Of(Scalar, Bindings);
}
