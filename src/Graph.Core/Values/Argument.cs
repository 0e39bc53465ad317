using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Checks of arguments that are expressions, for members written as one.</summary>
internal static class Argument
{
    /// <summary>The argument.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T NotNull<T>(
        [NotNull] T? argument,
        [CallerArgumentExpression(nameof(argument))] string? name = null
    )
        where T : class => argument ?? throw new ArgumentNullException(name);

    /// <summary>The list.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ArgumentException">One of its elements is null.</exception>
    public static IReadOnlyList<T> NoNulls<T>(
        [NotNull] IReadOnlyList<T>? list,
        [CallerArgumentExpression(nameof(list))] string? name = null
    )
        where T : class
    {
        ArgumentNullException.ThrowIfNull(list, name);
        for (int i = 0; i < list.Count; i++)
            if (list[i] is null)
                throw new ArgumentException($"Element {i} is null.", name);
        return list;
    }
}
