namespace FunctionalGrad;

/// <summary>The element types that a graph can be evaluated in.</summary>
public enum ElementType
{
    /// <summary><see cref="double"/>.</summary>
    Double,

    /// <summary><see cref="float"/>.</summary>
    Single,
}
