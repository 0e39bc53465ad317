using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>A primitive applied to fresh inputs, at a point inside its domain; operands that get no gradient are constants.</summary>
internal sealed class Application
{
    private static readonly Gen<Shape> Shapes = Gen.Elements<Shape>(
        [],
        [2],
        [3],
        [2, 3],
        [3, 5],
        [1, 3],
        [2, 3, 5]
    );

    private readonly Shape near;
    private readonly int choice;
    private readonly IReadOnlyList<Interval> intervals;

    private Application(
        Apply node,
        IReadOnlyList<Expr> inputs,
        IReadOnlyList<NDArray<double>> point,
        IReadOnlyList<Interval> intervals,
        (Shape, int) drawn
    )
    {
        (Node, Inputs, Point, this.intervals, (near, choice)) = (
            node,
            inputs,
            point,
            intervals,
            drawn
        );
    }

    public Apply Node { get; }

    /// <summary>The operands that get a gradient.</summary>
    public IReadOnlyList<Expr> Inputs { get; }

    public IReadOnlyList<NDArray<double>> Point { get; }

    public IReadOnlyList<Binding<double>> Bindings => BindTo(Point);

    public Primitive Primitive => Node.Primitive;

    /// <summary>The application drawn from a seed near a shape; null where the primitive has none there.</summary>
    public static Application? Near(Primitive primitive, Shape near, int choice)
    {
        var random = new Random(choice);
        if (Signature.Of(primitive).Draw(random, near) is not var (needs, attributes))
            return null;
        if (needs.Any(need => need is Operand.Index { Bound: 0 } && need.Shape.Size > 0))
            return null;
        var operands = new Expr[needs.Count];
        var inputs = new List<Expr>();
        var point = new List<NDArray<double>>();
        var intervals = new List<Interval>();
        for (int i = 0; i < operands.Length; i++)
        {
            var shape = needs[i].Shape;
            int below = needs[i] is Operand.Index index ? index.Bound : 2;
            operands[i] =
                needs[i] is Operand.Real
                    ? Expr.Input($"x{i}", shape.Lengths)
                    : Expr.Constant(Numbers.Of(shape, _ => random.Next(below)));
            if (needs[i] is not Operand.Real)
                continue;
            var interval = primitive.Domain[i];
            inputs.Add(operands[i]);
            intervals.Add(interval);
            point.Add(Numbers.Of(shape, _ => random.Inside(interval)));
        }
        var node = (Apply)primitive.Apply(attributes, operands);
        return new(node, inputs, point, intervals, (near, choice));
    }

    /// <summary>Applications of the primitive on random shapes.</summary>
    public static Gen<Application> Of(Primitive primitive) =>
        (
            from near in Shapes
            from choice in Gen.Choose(0, 9999)
            select Near(primitive, near, choice)
        )
            .Where(found => found is not null)
            .Select(found => found!);

    /// <summary>Applications on smaller shapes, then the same at simpler numbers.</summary>
    public IEnumerable<Application> Shrink()
    {
        foreach (var smaller in Arrays.Shrink(near))
            if (Near(Primitive, smaller, choice) is { } found)
                yield return found;
        for (int i = 0; i < Point.Count; i++)
            foreach (var simpler in Arrays.Shrink(Point[i]))
                if (simpler.ToArray().All(intervals[i].Contains))
                    yield return At([.. Point.Select((each, k) => k == i ? simpler : each)]);
    }

    /// <summary>Applications of the primitive, one in eight of them with zeros, where it is finite, and one in eight with a single number throughout.</summary>
    public static Gen<Application> OfSpecial(Primitive primitive) =>
        from each in Of(primitive)
        from kind in Gen.Choose(0, 7)
        select kind switch
        {
            0 => each.WithZeros(),
            1 => each.WithTies(),
            _ => each,
        };

    private Application WithZeros() =>
        At([.. Point.Select((x, i) => Stands(i, 0) ? NDArray<double>.Fill([.. x.Shape], 0) : x)]);

    private Application WithTies()
    {
        double one = Point.FirstOrDefault(x => x.Shape.Size > 0)?.Span[0] ?? 1;
        return At([
            .. Point.Select((x, i) => Stands(i, one) ? NDArray<double>.Fill([.. x.Shape], one) : x),
        ]);
    }

    private bool Stands(int i, double x) =>
        intervals[i].Contains(x)
        || x == 0 && intervals[i].StandsZero(Node, Node.Inputs.IndexOf(Inputs[i]));

    /// <summary>The same application at another point.</summary>
    public Application At(IReadOnlyList<NDArray<double>> point) =>
        new(Node, Inputs, point, intervals, (near, choice));

    public Binding<double>[] BindTo(IReadOnlyList<NDArray<double>> point) =>
        [.. Inputs.Select((x, i) => new Binding<double>(x, point[i]))];

    /// <summary>The values of expressions over its inputs, at its point.</summary>
    public IReadOnlyList<NDArray<double>> Values(params IReadOnlyList<Expr> outputs) =>
        Evaluate.Values<double>(outputs, Bindings);

    /// <summary>The gradient of its elements, weighted with signed numbers.</summary>
    public IReadOnlyList<Expr> Gradient() => Differentiate.Gradient(Circuit.Weighted(Node), Inputs);

    /// <summary>The value, and where it has one the gradient.</summary>
    public IReadOnlyList<Expr> ValueAndGradient() =>
        Signature.Of(Primitive).IsDifferentiable ? [Node, .. Gradient()] : [Node];

    public override string ToString() => SourceText.Of(Node, Bindings);
}
