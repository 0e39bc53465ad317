namespace FunctionalGrad;

/// <summary>Chooses which derivatives of a Jacobian are compared: all, some of every kind, or the largest.</summary>
/// <param name="point">Where.</param>
/// <param name="inputs">The inputs, one after the other, and whether a gradient flows into each.</param>
/// <param name="magnitude">The largest derivative with respect to an element of the point.</param>
/// <param name="seed">From which all that is random follows.</param>
internal sealed class SurveyPlan(
    double[] point,
    IReadOnlyList<(string Name, Shape Shape, bool Connected)> inputs,
    Func<int, double> magnitude,
    long seed
)
{
    private const int Dense = 4;
    private const int PerKind = 2;

    private readonly SeededRandom random = new(seed, "survey");

    /// <summary>Every entry.</summary>
    public Planned[] All() =>
        [.. inputs.SelectMany((input, i) => Places(i, Enumerable.Range(0, input.Shape.Size)))];

    /// <summary>Random directions, through all inputs and through each, and of each input the largest derivatives, random ones and some that are 0.</summary>
    public List<Planned> Some()
    {
        var plan = new List<Planned>();
        for (int i = 0; i < Dense; i++)
            if (inputs.Count > 1 && inputs.All(input => input.Connected))
                plan.Add(
                    new(Direction.Random(point, 0, point.Length, random), "all inputs", null, true)
                );
        for (int i = 0; i < inputs.Count; i++)
        {
            var (name, shape, connected) = inputs[i];
            for (int k = 0; k < (shape.Size > 1 ? PerKind : 0); k++)
                plan.Add(
                    new(
                        Direction.Random(point, Start(i), shape.Size, random),
                        name,
                        null,
                        connected
                    )
                );
            plan.AddRange(Places(i, Chosen(Start(i), shape.Size)));
        }
        return plan;
    }

    /// <summary>At most so many entries: of each input the largest derivatives, an equal share, and what small inputs leave of theirs to the others.</summary>
    public List<Planned> Largest(int most)
    {
        var plan = new List<Planned>();
        int left = most,
            inputsLeft = inputs.Count;
        foreach (int i in Enumerable.Range(0, inputs.Count).OrderBy(i => inputs[i].Shape.Size))
        {
            int size = inputs[i].Shape.Size,
                share = Math.Min(size, left / inputsLeft--),
                start = Start(i);
            left -= share;
            plan.AddRange(
                Places(
                    i,
                    Enumerable
                        .Range(0, size)
                        .OrderByDescending(element => magnitude(start + element))
                        .Take(share)
                )
            );
        }
        return plan;
    }

    /// <summary>Where an element stands, one number per axis.</summary>
    public static Ints Position(Shape shape, int element)
    {
        var index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = element % shape[axis];
            element /= shape[axis];
        }
        return Ints.Of(index);
    }

    private IEnumerable<int> Chosen(int start, int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        return
        [
            .. all.OrderByDescending(i => magnitude(start + i))
                .Take(PerKind)
                .Concat(all.Where(i => magnitude(start + i) == 0).Take(PerKind))
                .Concat(
                    Enumerable.Range(0, count == 0 ? 0 : PerKind).Select(_ => random.Below(count))
                )
                .Distinct(),
        ];
    }

    private IEnumerable<Planned> Places(int input, IEnumerable<int> elements)
    {
        var (name, shape, connected) = inputs[input];
        int start = Start(input);
        return elements.Select(element => new Planned(
            Direction.Of(point, start + element),
            name,
            Position(shape, element),
            connected
        ));
    }

    private int Start(int input) => inputs.Take(input).Sum(before => before.Shape.Size);
}
