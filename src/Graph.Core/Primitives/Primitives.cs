namespace FunctionalGrad;

/// <summary>The table of primitives: every operation that graphs are made of, each declared once, in the files beside this one.</summary>
public static partial class Primitives
{
    // An explicit static constructor runs after all declarations of the partial class, whatever the order of the files.
    static Primitives() =>
        All = [.. Declarations.Made.OrderBy(primitive => primitive.Name, StringComparer.Ordinal)];

    /// <summary>All primitives of this library, by name.</summary>
    public static IReadOnlyList<Primitive> All { get; }

    private static Primitive Declare(Primitive primitive)
    {
        Declarations.Made.Add(primitive);
        return primitive;
    }

    private static class Declarations
    {
        public static readonly List<Primitive> Made = [];
    }
}
