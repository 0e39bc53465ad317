using System.Reflection;

namespace FunctionalGrad.UnitTests.Graph;

/// <summary>A null is named where it is handed in; nullable annotations do not reach F# and reflection.</summary>
public class NullTests
{
    private static readonly Dictionary<Type, object> Given = new()
    {
        [typeof(Expr)] = Input("x"),
        [typeof(Ints)] = Ints.Of(),
        [typeof(Shape)] = Shape.Of(),
        [typeof(string)] = "name",
        [typeof(IReadOnlyList<Expr>)] = new[] { Input("x") },
        [typeof(NDArray<double>)] = NDArray.Scalar(1.0),
        [typeof(Initializer)] = Initializer.Zeros,
        [typeof(Distribution)] = Distribution.Bernoulli(0.5),
        [typeof(Tape)] = Tape.Of(Input("x")),
    };

    public static TheoryData<Type> Types =>
        [
            typeof(Expr),
            typeof(Differentiate),
            typeof(Evaluate),
            typeof(Loss),
            typeof(NDArray),
            typeof(NDArray<double>),
        ];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_null_argument_is_never_a_null_reference(Type type)
    {
        int tried = 0;
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            var closed = method.IsGenericMethodDefinition
                ? method.MakeGenericMethod(typeof(double))
                : method;
            var parameters = closed.GetParameters();
            if (parameters.Any(parameter => parameter.ParameterType.IsByRefLike))
                continue;
            foreach (var missing in parameters.Where(p => !p.ParameterType.IsValueType))
            {
                object?[] arguments =
                [
                    .. parameters.Select(parameter =>
                        parameter == missing ? null
                        : Given.TryGetValue(parameter.ParameterType, out object? given) ? given
                        : parameter.HasDefaultValue ? parameter.DefaultValue
                        : parameter.ParameterType.IsValueType
                            ? Activator.CreateInstance(parameter.ParameterType)
                        : null
                    ),
                ];
                tried++;
                var problem = Record.Exception(() => closed.Invoke(null, arguments));
                Assert.False(
                    problem?.InnerException is NullReferenceException,
                    $"{closed}: {missing.Name} is null, and {problem?.InnerException?.StackTrace}"
                );
            }
        }
        Assert.NotEqual(0, tried);
    }
}
