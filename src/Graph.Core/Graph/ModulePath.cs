namespace FunctionalGrad;

/// <summary>The name of the module whose nodes are being built: they carry it for explanation and messages.</summary>
public static class ModulePath
{
    [ThreadStatic]
    private static string? current;

    internal static string? Current => current;

    /// <summary>Builds the given part of a model under a name: its nodes carry the path <c>outer.name</c>.</summary>
    /// <remarks>The path is set while <paramref name="build"/> runs and put back after it; no value depends on it.</remarks>
    public static TResult Named<TResult>(string name, Func<TResult> build)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(build);
        return At(current is null ? name : $"{current}.{name}", build);
    }

    /// <summary>Builds a layer under a name: its parameters carry the path, and so do the nodes that it makes wherever it is applied.</summary>
    public static Func<Expr, Expr> Named(string name, Func<Func<Expr, Expr>> build)
    {
        var layer = Named<Func<Expr, Expr>>(name, build);
        return x => Named(name, () => layer(x));
    }

    /// <summary>Builds nodes that carry exactly the given path, as those they stand for did.</summary>
    internal static TResult At<TResult>(string? path, Func<TResult> build)
    {
        string? outer = current;
        current = path;
        try
        {
            return build();
        }
        finally
        {
            current = outer;
        }
    }
}
