namespace FunctionalGrad;

/// <summary>Identities of a primitive that keep every bit of the value, NaN, infinities and -0 included, and every gradient.</summary>
public sealed record Algebra
{
    /// <summary>No identity is promised.</summary>
    public static Algebra None { get; } = new();

    /// <summary>The two inputs may be swapped.</summary>
    public bool Commutative { get; init; }

    /// <summary>As second input this number leaves the first unchanged: <c>x * 1</c>, <c>x / 1</c>, <c>x + -0</c>, <c>x - 0</c>.</summary>
    public double? RightIdentity { get; init; }

    /// <summary>As first input this number leaves the second unchanged: <c>1 * x</c>.</summary>
    public double? LeftIdentity { get; init; }

    /// <summary>Applied twice it is undone: neg.</summary>
    public bool Involution { get; init; }

    /// <summary>Applied twice it is as applied once: relu, floor.</summary>
    public bool Idempotent { get; init; }

    /// <summary>Its value is exact for constants in either element type, so that it may be computed once: neg, reshape.</summary>
    public bool Exact { get; init; }

    /// <summary>Its value is 0 or 1, never NaN: comparisons.</summary>
    public bool Truth { get; init; }

    /// <summary>A simpler node that is the same bit for bit, or null: for identities of its own, such as two reshapes in a row.</summary>
    /// <remarks>It is handed nodes whose inputs are simplified; equal inputs are one object.</remarks>
    public Func<Apply, Expr?>? Rewrite { get; init; }
}
