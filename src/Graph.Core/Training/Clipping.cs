using static FunctionalGrad.Expr;

namespace FunctionalGrad;

/// <summary>What is done to the gradients of all parameters together before an optimiser sees them.</summary>
/// <param name="Gradients">From all gradients to as many of the same shapes.</param>
public sealed record Clipping(Func<IReadOnlyList<Expr>, IReadOnlyList<Expr>> Gradients)
{
    /// <summary>From all gradients to as many of the same shapes.</summary>
    public Func<IReadOnlyList<Expr>, IReadOnlyList<Expr>> Gradients { get; init; } =
        Argument.NotNull(Gradients);

    /// <summary>The gradients as they are.</summary>
    public static Clipping None { get; } = new(gradients => gradients);

    /// <summary>All gradients scaled by one number so that their common Euclidean norm is at most <paramref name="limit"/>; smaller ones, 0 too, stay as they are.</summary>
    /// <remarks>R. Pascanu, T. Mikolov, Y. Bengio, ICML 2013, algorithm 1.</remarks>
    public static Clipping ByGlobalNorm(double limit)
    {
        RequirePositive(limit);
        return new(gradients =>
        {
            var norm = GlobalNorm(gradients);
            var scale = Where(norm > limit, limit / norm, 1);
            return [.. gradients.Select(g => scale * g)];
        });
    }

    /// <summary>Each element moved into [-limit, limit].</summary>
    public static Clipping ByValue(double limit)
    {
        RequirePositive(limit);
        return new(gradients => [.. gradients.Select(g => Clip(g, -limit, limit))]);
    }

    /// <summary>The Euclidean norm of all elements of all arrays; squares neither overflow nor vanish.</summary>
    internal static Expr GlobalNorm(IReadOnlyList<Expr> arrays)
    {
        Expr[] norms = [.. arrays.Where(x => x.Shape.Size > 0).Select(x => Reshape(Norm2(x), [1]))];
        return norms.Length switch
        {
            0 => Constant(0),
            1 => Reshape(norms[0], []),
            _ => Norm2(Concat(norms, 0)),
        };
    }

    internal IReadOnlyList<Expr> Of(IReadOnlyList<Expr> gradients)
    {
        var clipped = Gradients(gradients);
        if (!clipped.Select(g => g.Shape).SequenceEqual(gradients.Select(g => g.Shape)))
            throw new ShapeException(
                $"clipping: from gradients of shapes {Shapes(gradients)} it makes {Shapes(clipped)}: it must keep their number, order and shapes."
            );
        return clipped;
    }

    private static string Shapes(IReadOnlyList<Expr> arrays) =>
        string.Join(", ", arrays.Select(x => x.Shape));

    private static void RequirePositive(double limit)
    {
        if (!(limit > 0))
            throw new ShapeException(
                $"clipping: the limit is {limit}, but it must be greater than 0."
            );
    }
}
