namespace FunctionalGrad;

/// <summary>Makes an application that fails smaller, as long as it still fails: lengths to 1, axes away, values to short decimals.</summary>
internal static class Shrinking
{
    public static (RuleCheck Check, RuleFault Fault) Of(
        Apply node,
        NDArray<double>[] operands,
        RuleFault fault,
        GradientCheckOptions options
    )
    {
        var best = (Check: new RuleCheck(node, operands, options), Fault: fault);
        bool Fails(NDArray<double>[] smaller)
        {
            if (Applied(node, smaller) is not { } applied)
                return false;
            var check = new RuleCheck(applied, smaller, options);
            if (Fault(check, fault.Order) is not { } still)
                return false;
            (operands, best) = (smaller, (check, still));
            return true;
        }
        foreach (
            int length in operands
                .SelectMany(o => o.Shape)
                .Where(n => n > 1)
                .Distinct()
                .Order()
                .ToArray()
        )
            for (int kept = 0; kept < length; kept++)
                if (kept is 0 or 1 || kept == length - 1 || fault.Element is not null && kept < 8)
                    if (Fails([.. operands.Select(operand => Sliced(operand, length, kept))]))
                        break;
        if (operands.All(operand => operand.Shape.Size == 1))
            Fails([.. operands.Select(operand => operand.Reshape(Shape.Scalar))]);
        for (int digits = 0; digits < 4; digits++)
            if (Fails([.. operands.Select(operand => Rounded(operand, digits))]))
                break;
        return best;
    }

    /// <summary>A rule may not stand the smaller shapes: then it fails in another way.</summary>
    private static RuleFault? Fault(RuleCheck check, int order)
    {
        try
        {
            return check.Fault(order);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return null;
        }
    }

    private static Apply? Applied(Apply node, NDArray<double>[] operands)
    {
        try
        {
            Expr[] inputs =
            [
                .. operands.Select((o, i) => new Input($"x{i + 1}", o.Shape, InputOrigin.Data)),
            ];
            return (Apply)node.Primitive.Apply(node.Attributes, inputs);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>One position of every axis of the given length.</summary>
    private static NDArray<double> Sliced(NDArray<double> array, int length, int kept)
    {
        var shape = array.Shape;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != length)
                continue;
            int outer = 1,
                inner = 1;
            for (int i = 0; i < shape.Rank; i++)
                if (i < axis)
                    outer *= shape[i];
                else if (i > axis)
                    inner *= shape[i];
            int[] lengths = [.. shape];
            lengths[axis] = 1;
            var from = array;
            array = NDArray<double>.Create(
                Shape.Of(lengths),
                to =>
                {
                    for (int row = 0; row < outer; row++)
                        from.Span.Slice((row * length + kept) * inner, inner)
                            .CopyTo(to[(row * inner)..]);
                }
            );
            shape = array.Shape;
        }
        return array;
    }

    private static NDArray<double> Rounded(NDArray<double> array, int digits) =>
        NDArray<double>.Create(
            array.Shape,
            to =>
            {
                for (int i = 0; i < to.Length; i++)
                    to[i] = Math.Round(array.Span[i], digits);
            }
        );
}
