using System.Numerics;

namespace Benchmarks;

/// <summary>Expressions compiled once and run again and again on the same values.</summary>
internal sealed class ProgramRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape tape;
    private readonly Binding<T>[] bindings;
    private readonly NDArray<T>[] values;
    private readonly T[][] results;

    public ProgramRun(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<(Expr Input, NDArray<double> Value)> at
    )
    {
        Program = Compile.Of(outputs);
        tape = Tape.Of(outputs);
        bindings = [.. at.Select(pair => new Binding<T>(pair.Input, pair.Value.Convert<T>()))];
        values =
        [
            .. Program.Inputs.Select(input => bindings.Single(b => b.Name == input.Name).Value),
        ];
        results = [.. outputs.Select(output => new T[output.Shape.Size])];
    }

    public CompiledProgram Program { get; }

    /// <summary>Runs of the program, as a contestant.</summary>
    public Contestant Ours(Func<double> check) =>
        Contestant.Ours(Once, check) with
        {
            Program = Program,
        };

    public void Once() => Program.RunInto<T>(values, results);

    /// <summary>The same by the interpreter.</summary>
    public void Interpreted() => Evaluate.Values(tape, bindings);

    /// <summary>The first output, a scalar.</summary>
    public double First() => At(0);

    /// <summary>One element of the first output.</summary>
    public double At(int element)
    {
        Once();
        return double.CreateChecked(results[0][element]);
    }

    /// <summary>The sum of an output's elements.</summary>
    public double Sum(int output) => results[output].Sum(double.CreateChecked);
}
