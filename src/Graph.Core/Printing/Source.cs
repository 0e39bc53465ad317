namespace FunctionalGrad;

internal static class Source
{
    public static string Abridged(Expr expr) => $"{expr.Label} {expr.Shape}";
}
