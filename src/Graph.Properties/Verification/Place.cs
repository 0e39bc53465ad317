using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>Where an input of a graph may lie: in the domains of the primitives that read it directly.</summary>
/// <param name="Input">The input.</param>
/// <param name="Interval">Where its numbers may lie.</param>
/// <param name="Bound">Whole numbers below it are wanted, where it is positions; null otherwise.</param>
/// <param name="IsTruth">Whether it is a condition, of zeros and ones.</param>
internal sealed record Place(Expr Input, Interval Interval, int? Bound, bool IsTruth)
{
    public bool IsReal => Bound is null && !IsTruth;

    /// <summary>Whether every primitive that reads it is finite at 0: inside its domain, or on a kink.</summary>
    public bool StandsZero { get; init; } = true;

    /// <summary>The places of all inputs of a graph, in the order in which they are first needed.</summary>
    public static IReadOnlyList<Place> Of(Expr graph)
    {
        var tape = Tape.Of(graph);
        var places = new Dictionary<Expr, Place>();
        foreach (var input in tape.Inputs)
            places[input] = new(input, Interval.Reals, null, false);
        for (int i = 0; i < tape.Nodes.Count; i++)
        {
            if (tape.Nodes[i] is not Apply node)
                continue;
            var read = tape.InputsOf(i);
            for (int operand = 0; operand < read.Length; operand++)
                if (places.TryGetValue(tape.Nodes[read[operand]], out var place))
                    places[place.Input] = place.ReadBy(node, operand);
        }
        return [.. tape.Inputs.Select(input => places[input])];
    }

    /// <summary>Values that may stand there, of the input's shape; some repeat one number, so that ties happen.</summary>
    /// <param name="values">The numbers that they are made of.</param>
    /// <param name="zeros">Whether some of them are to be 0.</param>
    public Gen<Leaf> Leaves(Gen<double> values, bool zeros) =>
        zeros
            ? Zeros
                .Among(Values(values), Math.Max(1, Input.Shape.Size))
                .Select(numbers => new Leaf(Input.Shape, numbers))
            : from count in Gen.Frequency(
                (9, Gen.Constant(Math.Max(1, Input.Shape.Size))),
                (1, Gen.Constant(1))
            )
            from numbers in Values(values).ListOf(count)
            select new Leaf(Input.Shape, numbers);

    public bool Allows(double value) =>
        Bound is { } bound ? value >= 0 && value < bound && value == Math.Floor(value)
        : IsTruth ? value is 0 or 1
        : Interval.Contains(value) || value == 0 && StandsZero;

    private Gen<double> Values(Gen<double> values) =>
        Bound is { } bound ? Gen.Choose(0, bound - 1).Select(whole => (double)whole)
        : IsTruth ? Gen.Choose(0, 1).Select(whole => (double)whole)
        : values.Select(Inside).Where(Interval.Contains);

    private double Inside(double x) =>
        (double.IsFinite(Interval.Low), double.IsFinite(Interval.High)) switch
        {
            (true, true) => Interval.Low + (Interval.High - Interval.Low) / (1 + Math.Exp(-x)),
            (true, false) => Interval.Low + Math.Abs(x),
            (false, true) => Interval.High - Math.Abs(x),
            (false, false) => x,
        };

    private Place ReadBy(Apply node, int operand)
    {
        var signature = Signature.Of(node.Primitive);
        bool flows = signature.Flows[Math.Min(operand, signature.Flows.Count - 1)];
        if (!flows && signature.IsIndexed)
            return this with { Bound = Math.Min(Bound ?? int.MaxValue, BoundOf(node, operand)) };
        if (!flows && signature.Flows.Contains(true))
            return this with { IsTruth = true };
        var domain = node.Primitive.Domain[operand];
        return this with
        {
            Interval = new(Math.Max(Interval.Low, domain.Low), Math.Min(Interval.High, domain.High))
            {
                Except = [.. Interval.Except, .. domain.Except],
            },
            StandsZero = StandsZero && domain.StandsZero(node, operand),
        };
    }

    /// <summary>The first whole number that the kernel refuses as a position.</summary>
    private static int BoundOf(Apply node, int operand)
    {
        int accepted = 0,
            refused = 1;
        while (Accepts(node, operand, refused) && refused < 1 << 24)
            (accepted, refused) = (refused, 2 * refused);
        while (refused - accepted > 1)
        {
            int middle = (accepted + refused) / 2;
            (accepted, refused) = Accepts(node, operand, middle)
                ? (middle, refused)
                : (accepted, middle);
        }
        return refused;
    }

    private static bool Accepts(Apply node, int operand, int position)
    {
        var inputs = new Expr[node.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = Expr.Fill(node.Inputs[i].Shape, i == operand ? position : 0);
        try
        {
            Evaluate.Value(node.Primitive.Apply(node.Attributes, inputs));
            return true;
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            return false;
        }
    }
}
