namespace FunctionalGrad.Properties;

/// <summary>Literals for the attributes of a primitive that is known by its declaration alone.</summary>
internal static class Roles
{
    private static readonly Role[] OfLists =
    [
        Role.Axes,
        Role.Order,
        Role.Copies,
        Role.Regroup,
        Role.Begin,
        Role.End,
        Role.Step,
        Role.Margin,
    ];

    private static readonly Role[] OfWholes = [Role.Axis, Role.Length];

    /// <summary>A literal that plays the role for an operand of the given shape.</summary>
    public static Literal Draw(this Role role, Random random, Shape shape) =>
        role switch
        {
            Role.Axes => List(Axes(random, shape)),
            Role.Order => List(random.Shuffled(Enumerable.Range(0, shape.Rank))),
            Role.Copies => List(Copies(random, shape)),
            Role.Regroup => List(Regrouped(random, shape)),
            Role.Begin => List(shape.Select(length => random.Next(Math.Max(1, length / 2)))),
            Role.End => List(shape.Select(length => length - random.Next(Math.Max(1, length / 2)))),
            Role.Step => List(shape.Select(_ => 1 + random.Next(2))),
            Role.Margin => List(shape.Select(_ => random.Next(3))),
            Role.Axis => new Literal.Whole(random.Next(Math.Max(1, shape.Rank))),
            Role.Length => new Literal.Whole(random.Pick([5, 7])),
            _ => throw new InvalidOperationException($"The role {role} has no literals."),
        };

    /// <summary>All roles that the literals may play, going by the primitive's first sample; none where they are numbers and words, or there are none.</summary>
    public static IReadOnlyList<IReadOnlyList<Role>> Possible(Primitive primitive)
    {
        var literals = primitive.Samples[0].Literals;
        if (literals.Count == 0)
            return [];
        IEnumerable<IReadOnlyList<Role>> combined =
        [
            [],
        ];
        foreach (var literal in literals)
            combined = combined.SelectMany(roles =>
                Fitting(literal).Select(role => (IReadOnlyList<Role>)[.. roles, role])
            );
        // One axis is named once: a second whole number is a length.
        return [.. combined.Where(roles => roles.Count(role => role == Role.Axis) <= 1)];
    }

    private static Role[] Fitting(Literal literal) =>
        literal switch
        {
            Literal.List => OfLists,
            Literal.Whole => OfWholes,
            _ => [],
        };

    private static Literal.List List(IEnumerable<int> values) => new(Ints.Of([.. values]));

    private static IEnumerable<int> Axes(Random random, Shape shape) =>
        random
            .Shuffled(Enumerable.Range(0, shape.Rank))
            .Take(1 + random.Next(Math.Max(1, shape.Rank)))
            .Order();

    private static int[] Copies(Random random, Shape shape)
    {
        int[] stretched = [.. shape.Select(length => length == 1 ? random.Prime() : length)];
        return random.Next(2) == 0 && shape.Rank < 4 ? [random.Prime(), .. stretched] : stretched;
    }

    private static IEnumerable<int> Regrouped(Random random, Shape shape)
    {
        int way = random.Next(3),
            place = random.Next(shape.Rank + 1);
        return way switch
        {
            0 => [shape.Size],
            1 => shape.Reverse(),
            _ => [.. shape.Take(place), 1, .. shape.Skip(place)],
        };
    }
}
