using System.Runtime.CompilerServices;

namespace FunctionalGrad.Properties;

/// <summary>How a primitive is applied, found out by asking its declaration: no list of primitives is kept here.</summary>
internal sealed class Signature
{
    private static readonly ConditionalWeakTable<Primitive, Lazy<Signature>> Known = [];

    private readonly IReadOnlyList<Way> ways;

    private Signature(Primitive primitive)
    {
        Primitive = primitive;
        ways = WaysOf(primitive);
        var random = new Random(7);
        var sample = Enumerable
            .Range(0, 200)
            .Select(_ => ways.Count == 0 ? null : random.Pick(ways).Attempt(random, [2, 3, 5]))
            .FirstOrDefault(found => found is not null);
        if (sample is not var (shapes, attributes))
            throw new ArgumentException(
                $"{primitive.Name}: no operands and attributes were found that its shape rule accepts. Do its samples have attributes that fit small arrays?"
            );
        var inputs = Way.Inputs(shapes);
        var y = primitive.Apply(attributes, inputs);
        try
        {
            Flows = FlowsInto(y, inputs);
            IsDifferentiable = true;
        }
        catch (NotDifferentiableException)
        {
            Flows = [.. inputs.Select(_ => true)];
        }
        IsIndexed = Flows.Contains(true) && Flows.Contains(false) && RefusesFractions(y, inputs);
    }

    public Primitive Primitive { get; }

    /// <summary>Whether it has a derivative at all.</summary>
    public bool IsDifferentiable { get; }

    /// <summary>Which operands get a gradient; an operand that gets none, though others do, and does not move the value, is a condition or an index.</summary>
    public IReadOnlyList<bool> Flows { get; }

    /// <summary>Whether the operands without a gradient are positions: whole numbers below a length.</summary>
    public bool IsIndexed { get; }

    /// <summary>How the primitive is applied.</summary>
    public static Signature Of(Primitive primitive) =>
        Known.GetValue(primitive, each => new Lazy<Signature>(() => new Signature(each))).Value;

    /// <summary>What the operands of an application have to be, and its attributes; null where no shape near the given one fits.</summary>
    public (IReadOnlyList<Operand> Operands, Attributes Attributes)? Draw(
        Random random,
        Shape shape
    )
    {
        for (int trial = 0; trial < 24; trial++)
            if (random.Pick(ways).Attempt(random, shape) is var (shapes, attributes))
                return (
                    [.. shapes.Select((each, place) => OperandOf(place, each, shapes[^1]))],
                    attributes
                );
        return null;
    }

    private Operand OperandOf(int place, Shape shape, Shape data) =>
        Flows[Math.Min(place, Flows.Count - 1)] || !Flows.Contains(true) ? new Operand.Real(shape)
        : IsIndexed ? new Operand.Index(shape, Math.Min(5, data.Append(5).Min()))
        : new Operand.Condition(shape);

    /// <summary>The roles that the shape rule accepts most often, in each arrangement that it accepts, and the samples where it accepts those.</summary>
    private static IReadOnlyList<Way> WaysOf(Primitive primitive)
    {
        var arrangements = primitive.Arity.Most == 1 ? Arrangements.All.Take(1) : Arrangements.All;
        IEnumerable<IReadOnlyList<Role>?> possible = Roles.Possible(primitive);
        var rated = possible
            .DefaultIfEmpty(null)
            .Select(roles =>
                arrangements
                    .Select(arrangement => new Way(primitive, arrangement, roles))
                    .Select(way => (Way: way, Rate: way.Acceptance()))
                    .ToArray()
            )
            .MaxBy(each => each.Max(way => way.Rate))!;
        double best = rated.Max(way => way.Rate);
        return [.. rated.Where(way => way.Rate > 0 && way.Rate >= best / 4).Select(way => way.Way)];
    }

    /// <summary>The rule under test does not decide alone: what moves the value is a number, whether the rule remembers it or not.</summary>
    private IReadOnlyList<bool> FlowsInto(Expr y, Expr[] inputs)
    {
        bool[] flows = [.. inputs.Select(x => FlowsTo(y, x))];
        if (Primitive.IsConstantByDecree || !flows.Contains(false))
            return flows;
        bool[] isPosition = [.. inputs.Select((_, i) => !flows[i] && RefusesHalves(y, inputs, i))];
        for (int i = 0; i < flows.Length; i++)
            flows[i] |= !isPosition[i] && Moves(y, inputs, i, isPosition);
        return flows;
    }

    /// <summary>Whether the value changes where one operand alone moves a little, the others being ordinary numbers.</summary>
    private bool Moves(Expr y, Expr[] inputs, int operand, bool[] isPosition)
    {
        var random = new Random(11);
        var at = inputs
            .Select(
                (x, i) =>
                    NDArray<double>.Of(
                        x.Shape,
                        [
                            .. Enumerable
                                .Range(0, x.Shape.Size)
                                .Select(_ =>
                                    isPosition[i] ? 0 : random.Inside(Primitive.Domain[i])
                                ),
                        ]
                    )
            )
            .ToArray();
        var before = ValueAt(y, inputs, at);
        at[operand] = NDArray<double>.Of(
            at[operand].Shape,
            [.. at[operand].ToArray().Select(element => element * (1 + 1e-6))]
        );
        return before is not null && ValueAt(y, inputs, at) is { } after && !before.SameBits(after);
    }

    private static bool RefusesHalves(Expr y, Expr[] inputs, int operand)
    {
        var at = inputs.Select(x => NDArray<double>.Fill(x.Shape, 0)).ToArray();
        if (ValueAt(y, inputs, at) is null)
            return false;
        at[operand] = NDArray<double>.Fill(inputs[operand].Shape, 0.5);
        return ValueAt(y, inputs, at) is null;
    }

    private static NDArray<double>? ValueAt(Expr y, Expr[] inputs, NDArray<double>[] at)
    {
        try
        {
            return Evaluate.Value(y, [.. inputs.Select((x, i) => new Binding<double>(x, at[i]))]);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static bool FlowsTo(Expr y, Expr x) =>
        Differentiate.Vjp(y, Expr.Input("g", y.Shape.Lengths), x)[0]
            is not Constant { Uniform: 0.0 };

    /// <summary>Whether numbers that are not whole, or too large, are refused.</summary>
    private static bool RefusesFractions(Expr y, Expr[] inputs)
    {
        try
        {
            Evaluate.Value(
                y,
                [.. inputs.Select(x => new Binding<double>(x, NDArray<double>.Fill(x.Shape, 5.5)))]
            );
            return false;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return true;
        }
    }
}
