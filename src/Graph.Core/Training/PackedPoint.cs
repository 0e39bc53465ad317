using MathNet.Numerics.LinearAlgebra;

namespace FunctionalGrad;

/// <summary>The variables of a graph as parts of one vector, as minimisers of vectors want them.</summary>
internal sealed class PackedPoint
{
    private readonly List<Input> variables = [];
    private readonly IReadOnlyList<Binding<double>> data;

    public PackedPoint(
        string operation,
        Expr graph,
        IReadOnlyList<Binding<double>> start,
        IReadOnlyList<Binding<double>> data
    )
    {
        var inputs = Tape.Of(graph).Inputs.ToList();
        foreach (var binding in start)
            variables.Add(Variable(operation, inputs, binding));
        if (
            variables.DistinctBy(variable => variable.Name).Count() != start.Count
            || start.Count == 0
        )
            throw new BindingException(
                $"{operation}: the variables to start from are [{string.Join(", ", start.Select(b => b.Name))}]: there must be at least one, and none twice."
            );
        this.data = [.. data];
        Start = Vector<double>.Build.DenseOfEnumerable(start.SelectMany(b => b.Value.ToArray()));
        Point = Expr.Input("packed point", Start.Count);
        Graph = Substitute.In(
            graph,
            [.. Parts().Select(part => ((Expr)part.Variable, Part(part)))]
        );
    }

    /// <summary>The variables' first values, one after another.</summary>
    public Vector<double> Start { get; }

    /// <summary>The one variable there is now.</summary>
    public Expr Point { get; }

    /// <summary>The graph as a function of the point.</summary>
    public Expr Graph { get; }

    public IReadOnlyList<NDArray<double>> At(Tape tape, Vector<double> point) =>
        Evaluate.Values(tape, [new(Point, NDArray.OfVector(point)), .. data]);

    public IReadOnlyDictionary<string, NDArray<double>> Unpack(Vector<double> point)
    {
        var elements = point.ToArray();
        var parts = new OrderedDictionary<string, NDArray<double>>();
        foreach (var (variable, begin) in Parts())
            parts.Add(
                variable.Name,
                NDArray<double>.Of(variable.Shape, elements.AsSpan(begin, variable.Shape.Size))
            );
        return parts;
    }

    private Expr Part((Input Variable, int Begin) part) =>
        Expr.Reshape(
            Expr.Slice(Point, [part.Begin], [part.Begin + part.Variable.Shape.Size]),
            part.Variable.Shape
        );

    private IEnumerable<(Input Variable, int Begin)> Parts()
    {
        int begin = 0;
        foreach (var variable in variables)
        {
            yield return (variable, begin);
            begin += variable.Shape.Size;
        }
    }

    private static Input Variable(string operation, List<Input> inputs, Binding<double> binding)
    {
        var variable =
            inputs.Find(input => input.Name == binding.Name)
            ?? throw new BindingException(
                $"{operation}: the graph has no input {binding.Name} to vary. {TrainingState<double>.Known(inputs.Select(input => input.Name))}"
            );
        return variable.Shape.Equals(binding.Value.Shape)
            ? variable
            : throw new BindingException(
                $"{operation}: the input {variable.Described} is to start from an array of shape {binding.Value.Shape}: both must be equal."
            );
    }
}
