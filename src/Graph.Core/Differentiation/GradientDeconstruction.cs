namespace FunctionalGrad;

/// <summary>Takes the list that a derivative returns apart: <c>var (dw, db) = Gradient(loss, w, b);</c></summary>
public static class GradientDeconstruction
{
    /// <summary>Exactly two expressions.</summary>
    /// <exception cref="ShapeException">There are more or fewer.</exception>
    public static void Deconstruct(this IReadOnlyList<Expr> parts, out Expr first, out Expr second)
    {
        Require(parts, 2);
        (first, second) = (parts[0], parts[1]);
    }

    /// <summary>Exactly three expressions.</summary>
    /// <exception cref="ShapeException">There are more or fewer.</exception>
    public static void Deconstruct(
        this IReadOnlyList<Expr> parts,
        out Expr first,
        out Expr second,
        out Expr third
    )
    {
        Require(parts, 3);
        (first, second, third) = (parts[0], parts[1], parts[2]);
    }

    /// <summary>Exactly four expressions.</summary>
    /// <exception cref="ShapeException">There are more or fewer.</exception>
    public static void Deconstruct(
        this IReadOnlyList<Expr> parts,
        out Expr first,
        out Expr second,
        out Expr third,
        out Expr fourth
    )
    {
        Require(parts, 4);
        (first, second, third, fourth) = (parts[0], parts[1], parts[2], parts[3]);
    }

    /// <summary>Exactly five expressions.</summary>
    /// <exception cref="ShapeException">There are more or fewer.</exception>
    public static void Deconstruct(
        this IReadOnlyList<Expr> parts,
        out Expr first,
        out Expr second,
        out Expr third,
        out Expr fourth,
        out Expr fifth
    )
    {
        Require(parts, 5);
        (first, second, third, fourth, fifth) = (parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private static void Require(IReadOnlyList<Expr> parts, int count)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count != count)
            throw new ShapeException(
                $"gradient: {parts.Count} expressions are taken apart into {count} variables. Name one variable for each node that was differentiated with respect to."
            );
    }
}
