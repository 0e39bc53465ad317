namespace FunctionalGrad;

/// <summary>Turns graphs into programs: simplified, fused, laid out in one arena, and run by the same kernels as the interpreter.</summary>
/// <remarks>A program computes what <see cref="Evaluate"/> computes, bit for bit; the interpreter is the specification.</remarks>
public static class Compile
{
    /// <summary>The switch that makes training and evaluation interpret every graph: <c>AppContext.SetSwitch(Compile.Off, true)</c>.</summary>
    /// <remarks>The numbers are the same; it is for those who look for a mistake in a program, and for graphs too large to compile.</remarks>
    public const string Off = "FunctionalGrad.CompileOff";

    /// <summary>Whether the switch is on.</summary>
    internal static bool IsOff => AppContext.TryGetSwitch(Off, out bool off) && off;

    /// <summary>The program that computes the given expressions, what they share only once.</summary>
    /// <remarks>Equal graphs of the same modules are compiled once, as long as the program is in use. Shapes are part of a graph: another batch size is another program.</remarks>
    /// <exception cref="BindingException">Two different inputs have one name.</exception>
    /// <exception cref="InsufficientMemoryException">The graph has too many nodes, or its values are too large, for the memory there is (<see cref="MemoryLimit"/>).</exception>
    public static CompiledProgram Of(params IReadOnlyList<Expr> outputs)
    {
        Argument.NoNulls(outputs);
        return ProgramCache.Of([.. outputs], Tape.Of(outputs));
    }

    /// <summary>Runs every rewrite and every instruction against the interpreter: the first that changes a value, as a sentence; null when none does.</summary>
    /// <remarks>For those who write primitives: a kernel that is called elementwise and is not, or an identity that does not hold, is found here.</remarks>
    /// <param name="outputs">What is compiled.</param>
    /// <param name="bindings">A value for each input.</param>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    public static string? FirstDifference<T>(
        IReadOnlyList<Expr> outputs,
        params IReadOnlyList<Binding<T>> bindings
    )
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        CompileCheck.FirstDifference(
            [.. Argument.NoNulls(outputs)],
            [.. Argument.NotNull(bindings)]
        );
}
