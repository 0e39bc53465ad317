using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>A compiled graph: values in, values out. It holds no state of a run; any number of threads may run it at once.</summary>
public sealed class CompiledProgram
{
    private const int MostCompared = 64;

    private readonly Plan plan;
    private readonly Lazy<Executable<double>> inDouble;
    private readonly Lazy<Executable<float>> inSingle;
    private readonly Input[] inputs;
    private readonly int[] sizes;
    private readonly long outputLength;

    internal CompiledProgram(Expr[] outputs, Tape tape, IReadOnlyList<Donation>? donations = null)
    {
        Graph = tape;
        Outputs = Array.AsReadOnly(outputs);
        sizes = Array.ConvertAll(outputs, output => output.Shape.Size);
        outputLength = sizes.Sum(size => (long)size);
        inputs = [.. tape.Inputs];
        Inputs = Array.AsReadOnly(inputs);
        FrameLimit.Require(tape);
        plan = new Plan(Simplify.Graph(tape), inputs, fuses: true, donations);
        FrameLimit.Require(plan);
        // What is refused for want of memory may be granted later.
        inDouble = new(() => new(plan), LazyThreadSafetyMode.PublicationOnly);
        inSingle = new(() => new(plan), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The expressions that are computed.</summary>
    public IReadOnlyList<Expr> Outputs { get; }

    /// <summary>The inputs of the graph, in the order in which they are first needed, and in which values may be given without names.</summary>
    public IReadOnlyList<Input> Inputs { get; }

    /// <summary>The graph as it was given.</summary>
    internal Tape Graph { get; }

    /// <summary>The donated inputs whose arrays may be given for outputs.</summary>
    internal IReadOnlyList<Donation> InPlace => plan.InPlace;

    /// <summary>How many instructions a run executes.</summary>
    public int InstructionCount => plan.Steps.Count;

    /// <summary>How many numbers the arena holds.</summary>
    public long ArenaLength => plan.Arena.Length;

    /// <summary>How many numbers are alive at one time at most, which no arena can be smaller than.</summary>
    public long LiveLength => plan.Arena.LiveLength;

    /// <summary>The values of the outputs in double.</summary>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    /// <exception cref="InsufficientMemoryException">There is not the memory for a run, or for the outputs.</exception>
    public IReadOnlyList<NDArray<double>> Run(params Binding<double>[] bindings) =>
        Run<double>(bindings);

    /// <summary>The values of the outputs in the given element type.</summary>
    /// <exception cref="BindingException">An input is not bound, bound twice, or bound to another shape.</exception>
    /// <exception cref="InsufficientMemoryException">There is not the memory for a run, or for the outputs.</exception>
    public IReadOnlyList<NDArray<T>> Run<T>(params IEnumerable<Binding<T>> bindings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(bindings, checkFinite: false);

    /// <summary>The same, where a NaN or infinity in what is bound may be an error.</summary>
    internal IReadOnlyList<NDArray<T>> Run<T>(IEnumerable<Binding<T>> bindings, bool checkFinite)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bound = new Bindings<T>(inputs, bindings, checkFinite);
        return Run<T>(Array.ConvertAll(inputs, input => bound[input]));
    }

    /// <summary>The values of the outputs, given those of the <see cref="Inputs"/> in order.</summary>
    /// <exception cref="BindingException">There are more or fewer values than inputs, or one has another shape.</exception>
    public IReadOnlyList<NDArray<T>> Run<T>(ReadOnlySpan<NDArray<T>> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MemoryLimit.Require(
            outputLength * Unsafe.SizeOf<T>(),
            bytes => ($"run: the outputs take {bytes}", "Ask for fewer at a time")
        );
        var results = new T[Outputs.Count][];
        for (int i = 0; i < results.Length; i++)
            results[i] = MemoryLimit.Allocate<T>(sizes[i], "run: an output takes");
        RunInto<T>(values, results);
        var arrays = new NDArray<T>[results.Length];
        for (int i = 0; i < arrays.Length; i++)
            arrays[i] = NDArray<T>.Adopt(Outputs[i].Shape, results[i]);
        return Array.AsReadOnly(arrays);
    }

    /// <summary>Writes the values of the outputs to the given arrays, row-major; a run into arrays allocates nothing.</summary>
    /// <param name="values">The values of the <see cref="Inputs"/> in order.</param>
    /// <param name="results">An array for each output, as long as it has elements; each its own.</param>
    /// <exception cref="BindingException">There are more or fewer values than inputs, or results than outputs, or one has another size.</exception>
    public void RunInto<T>(ReadOnlySpan<NDArray<T>> values, ReadOnlySpan<T[]> results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(values);
        Require(results);
        ExecutableIn<T>().Run(values, results);
    }

    /// <summary>The instructions in order, with the shapes they write, what is fused, and how large the arena is against what must be held at one time.</summary>
    public override string ToString() => ProgramText.Of(plan);

    private Executable<T> ExecutableIn<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (Executable<T>)(object)inDouble.Value
        : typeof(T) == typeof(float) ? (Executable<T>)(object)inSingle.Value
        : throw new NotSupportedException(
            $"evaluate: the element type {typeof(T).Name} is not supported. Use double or float."
        );

    private void Require<T>(ReadOnlySpan<NDArray<T>> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length != inputs.Length)
            throw new BindingException(
                $"run: the program has {Number(inputs.Length, "input")}, but {Were(values.Length, "value")} given. {Bindings<T>.Known(inputs)}"
            );
        for (int i = 0; i < values.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(values[i], nameof(values));
            if (!values[i].Shape.Equals(inputs[i].Shape))
                throw BindingException.OtherShape("run", inputs[i], values[i].Shape);
        }
    }

    private void Require<T>(ReadOnlySpan<T[]> results)
    {
        if (results.Length != Outputs.Count)
            throw new BindingException(
                $"run: the program has {Number(Outputs.Count, "output")}, but {Were(results.Length, "array")} given."
            );
        for (int i = 0; i < results.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(results[i], nameof(results));
            if (results[i].Length != sizes[i])
                throw new BindingException(
                    $"run: output {i} is {Outputs[i].Shape}, with {Number(sizes[i], "element")}, but the array for it has {results[i].Length}."
                );
            // Of many that would take longer than a run.
            for (int other = 0; other < i && i < MostCompared; other++)
                if (ReferenceEquals(results[i], results[other]) && sizes[i] > 0)
                    throw new BindingException(
                        $"run: outputs {other} and {i} would be written into one array. Give each an array of its own."
                    );
        }
    }

    private static string Number(int count, string noun) =>
        $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Were(int count, string noun) =>
        $"{Number(count, noun)} {(count == 1 ? "was" : "were")}";
}
