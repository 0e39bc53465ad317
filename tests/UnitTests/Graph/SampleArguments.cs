using System.Linq.Expressions;
using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace FunctionalGrad.UnitTests.Graph;

/// <summary>A good argument of every type that a public member takes.</summary>
internal static class SampleArguments
{
    private static readonly Expr X = Input("x");
    private static readonly Expr W = Parameter("w", [2], Initializer.Ones);
    private static readonly TrainingStep Step = TrainingStep.Of(
        Sum(Square(W)),
        Optimizer.GradientDescent(0.5)
    );
    private static readonly NDArray<double> Rows = NDArray.Of([
        [1.0, 2.0],
        [3.0, 4.0],
    ]);
    private static readonly object[] Given =
    [
        X,
        X.Match(_ => X, x => x, _ => X),
        Constant(2.0),
        Exp(X),
        Rows,
        Step,
        Step.Initial<double>(1),
        Step.Loop(Step.Initial<double>(1)),
        Compile.Of(X),
        Ints.Of(0),
        Shape.Of(2),
        Tape.Of(X),
        Source.Of(X),
        Explain.Of(Constant(2.0)),
        TextStyle.Default,
        Initializer.Zeros,
        Distribution.Bernoulli(0.5),
        Optimizer.GradientDescent(0.5),
        Schedule.Constant(0.5),
        Clipping.ByValue(1.0),
        new Metric("m", X),
        new Update(X, []),
        Standardizer.Of(Rows),
        Objective.Of(Sum(Square(W)), [("w", NDArray.Of([1.0, 2.0]))]),
        LeastSquares.Of(W, NDArray.Of([1.0, 2.0]), [("w", NDArray.Of([1.0, 2.0]))]),
        new Minibatches<double>([(Input("rows", 2, 2), Rows)]),
        new SeededRandom(1),
        Inspection.Of(Sum(Square(W))),
        new ParameterObservation("w", 1, 1e-3, new int[24], 0),
        new LayerObservation("hidden", 2, 0, 0),
        new Observation(1, 0.5, [], []),
        new Series("loss", [(1, 0.5)]),
        Primitives.Exp,
        Primitives.Exp.Arity,
        Primitives.Exp.Domain,
        Primitives.Exp.Notation,
        Primitives.Exp.Algebra,
        Attributes.None,
        GradientCheckOptions.Default,
        Interval.Reals,
        Csv.Read(new StringReader("1,2")),
        new MemoryStream(),
        new StringReader("1,2"),
        Matrix<double>.Build.Dense(2, 2),
        Vector<double>.Build.Dense(2),
        (Binding<double>)(X, 1.0),
        new Axes([0]),
        new Axis(0),
        0.5,
    ];

    public static Expression Of(ParameterInfo parameter) =>
        parameter.HasDefaultValue && parameter.DefaultValue is { } value
            ? Expression.Constant(value, parameter.ParameterType)
            : Of(parameter.ParameterType);

    public static Expression Of(Type type) =>
        type.IsByRef ? Expression.Variable(type.GetElementType()!)
        : type.IsByRefLike ? Expression.Default(type)
        : Expression.Constant(Find(type), type);

    /// <summary>A list of this type with one element that is null or holds one, or null where there is none.</summary>
    public static object? WithHole(Type type)
    {
        if (ElementOf(type) is not { } element)
            return null;
        if (!element.IsValueType)
            return Array.CreateInstance(element, 1);
        // A binding of nothing is found out when it is bound.
        return
            element.GetGenericArguments().Any(part => !part.IsValueType)
            && element != typeof(Binding<double>)
            ? Array.CreateInstance(element, 1)
            : null;
    }

    private static object? Find(Type type)
    {
        if (type == typeof(int))
            return 1;
        if (Array.Find(Given, type.IsInstanceOfType) is { } given)
            return given;
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type.IsSubclassOf(typeof(Delegate)))
            return Delegating(type);
        if (ElementOf(type) is { } element)
        {
            var array = Array.CreateInstance(element, 1);
            array.SetValue(Find(element), 0);
            return array;
        }
        throw new InvalidOperationException($"SampleArguments has nothing of {type}");
    }

    private static Delegate Delegating(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke
            .GetParameters()
            .Select(each => Expression.Parameter(each.ParameterType))
            .ToArray();
        Expression body =
            invoke.ReturnType == typeof(void) ? Expression.Empty() : Of(invoke.ReturnType);
        return Expression.Lambda(type, body, parameters).Compile();
    }

    private static Type? ElementOf(Type type) =>
        type.IsArray && type.GetArrayRank() == 1 ? type.GetElementType()
        : type.IsGenericType
        && type.GetGenericTypeDefinition() is var open
        && (open == typeof(IReadOnlyList<>) || open == typeof(IEnumerable<>))
            ? type.GetGenericArguments()[0]
        : null;
}
