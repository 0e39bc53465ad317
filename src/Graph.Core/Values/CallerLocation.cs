using System.Diagnostics;

namespace FunctionalGrad;

/// <summary>Where in the user's own code an exception was caused.</summary>
/// <remarks>Read off the stack when asked for: operators cannot be handed a caller's file and line as methods can.</remarks>
internal static class CallerLocation
{
    /// <summary>File and line of the innermost frame outside this library; null where the caller has no debug symbols.</summary>
    public static string? Of(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
            if (IsOutside(frame) && frame.GetFileName() is { } file)
                return $"{file}:{frame.GetFileLineNumber()}";
        return null;
    }

    private static bool IsOutside(StackFrame frame) =>
        DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName is { } assembly
        && !assembly.StartsWith("FunctionalGrad,", StringComparison.Ordinal)
        && !assembly.StartsWith("FunctionalGrad.Dsl,", StringComparison.Ordinal);
}
