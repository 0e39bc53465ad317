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
    public static CompiledProgram Of(params IReadOnlyList<Expr> outputs)
    {
        Argument.NoNulls(outputs);
        return new([.. outputs], Tape.Of(outputs));
    }
}
