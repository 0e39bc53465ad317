using System.Numerics;

namespace Benchmarks;

/// <summary>Expressions compiled once and run again and again on the same values.</summary>
internal sealed class ProgramRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape tape;
    private readonly Binding<T>[] bindings;
    private IReadOnlyList<NDArray<T>> values = [];

    public ProgramRun(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<(Expr Input, NDArray<double> Value)> at
    )
    {
        tape = Tape.Of(outputs);
        bindings = [.. at.Select(pair => new Binding<T>(pair.Input, pair.Value.Convert<T>()))];
    }

    public void Once() => values = Evaluate.Values(tape, bindings);

    /// <summary>The first output, a scalar.</summary>
    public double First() => At(0);

    /// <summary>One element of the first output.</summary>
    public double At(int element)
    {
        Once();
        return double.CreateChecked(values[0].Span[element]);
    }

    /// <summary>The sum of an output's elements.</summary>
    public double Sum(int output) => values[output].ToArray().Sum(double.CreateChecked);
}
