using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionalGrad.UnitTests.Graph;

/// <summary>A null is named where it is handed in; nullable annotations do not reach F# and reflection.</summary>
public class NullTests
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    // The constructors of exceptions take a null message, as those of .NET do.
    public static TheoryData<Type> Types =>
        [
            .. typeof(Expr)
                .Assembly.GetExportedTypes()
                .Where(type => !type.IsEnum)
                .Where(type => !type.IsSubclassOf(typeof(Delegate)))
                .Where(type => !type.IsSubclassOf(typeof(Exception)))
                .Select(type =>
                    type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(double)) : type
                )
                .Where(type => Methods(type).Any()),
        ];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_null_argument_is_named(Type type)
    {
        var wrong =
            from method in Methods(type)
            from missing in method.GetParameters()
            where IsReference(missing.ParameterType) && !IsOptional(missing)
            let problem = Call(method, missing, null)
            where problem is not ArgumentNullException named || named.ParamName != missing.Name
            select $"{method}: {missing.Name} is null, and {Describe(problem)}";
        string text = string.Join('\n', wrong);
        Assert.True(text.Length == 0, text);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_null_in_a_list_is_an_argument_error(Type type)
    {
        var wrong =
            from method in Methods(type)
            from list in method.GetParameters()
            let holed = SampleArguments.WithHole(list.ParameterType)
            where holed is not null && !IsOptional(list)
            let problem = Call(method, list, holed)
            where problem is not (ArgumentException or BindingException)
            select $"{method}: {list.Name} holds a null, and {Describe(problem)}";
        string text = string.Join('\n', wrong);
        Assert.True(text.Length == 0, text);
    }

    [Fact]
    public void A_null_in_a_list_is_found_by_its_place()
    {
        Func<Expr, Expr>[] layers = [Relu, null!];
        Assert.Equal(
            "Element 1 is null. (Parameter 'layers')",
            Assert.Throws<ArgumentException>(() => Composition.Compose(layers)).Message
        );
    }

    private static IEnumerable<MethodBase> Methods(Type type) =>
        from member in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors())
        where !member.IsDefined(typeof(CompilerGeneratedAttribute))
        where member.GetParameters().Length > 0
        select member is MethodInfo { IsGenericMethodDefinition: true } open
            ? open.MakeGenericMethod(typeof(double))
            : member;

    private static bool IsReference(Type type) => !type.IsValueType && !type.IsByRef;

    private static bool IsOptional(ParameterInfo parameter) =>
        new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;

    /// <summary>What a call throws whose arguments are good but for one. Compiled, because reflection takes no spans.</summary>
    private static Exception? Call(MethodBase method, ParameterInfo bad, object? value)
    {
        var arguments = method
            .GetParameters()
            .Select(each =>
                each.Position == bad.Position
                    ? Expression.Constant(value, each.ParameterType)
                    : SampleArguments.Of(each)
            )
            .ToArray();
        Expression call = method switch
        {
            ConstructorInfo made => Expression.New(made, arguments),
            { IsStatic: true } => Expression.Call((MethodInfo)method, arguments),
            _ => Expression.Call(
                SampleArguments.Of(method.DeclaringType!),
                (MethodInfo)method,
                arguments
            ),
        };
        var variables = arguments.OfType<ParameterExpression>();
        return Record.Exception(
            Expression.Lambda<Action>(Expression.Block(variables, call)).Compile()
        );
    }

    private static string Describe(Exception? problem) =>
        problem is null ? "nothing is thrown" : $"{problem.GetType().Name}: {problem.Message}";
}
