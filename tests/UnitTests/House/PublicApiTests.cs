using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionalGrad.UnitTests.House;

/// <summary>The public surface of each package is what its PublicApi file says, so that no change of it goes unnoticed.</summary>
public class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("FunctionalGrad", "tests/UnitTests/PublicApi.txt")]
    [InlineData("FunctionalGrad.Properties", "tests/UnitTests/PublicApi.Properties.txt")]
    public void The_public_surface_is_the_one_written_down(string assembly, string file)
    {
        string[] found = [.. Surface(Assembly.Load(assembly)).Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("FUNCTIONALGRAD_ACCEPT_API") == "1")
            File.WriteAllText(
                Path.Combine(Repository.Root, file),
                string.Concat(found.Select(line => line + "\n"))
            );
        string[] written = Repository.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] changes =
        [
            .. written.Except(found).Select(line => $"- {line}"),
            .. found.Except(written).Select(line => $"+ {line}"),
        ];
        Assert.True(
            changes.Length == 0,
            $"Change {file}, if it is meant:\n{string.Join('\n', changes)}"
        );
        Assert.Equal(found, written);
    }

    private static IEnumerable<string> Surface(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from line in Members(type).Prepend($"{Kind(type)} {Name(type)}").Distinct()
        select line;

    private static IEnumerable<string> Members(Type type)
    {
        string owner = Name(type);
        if (type.IsSubclassOf(typeof(Delegate)))
            return [Signature(owner, "Invoke", type.GetMethod("Invoke")!)];
        if (type.IsEnum)
            return type.GetEnumNames().Select(name => $"{owner}.{name}");
        var constructors =
            from made in type.GetConstructors()
            select $"{owner}.new({Parameters(made)})";
        var properties =
            from property in type.GetProperties(Declared)
            where property.GetMethod is { IsPublic: true } && !IsWrittenByTheCompiler(property)
            let writes = property.SetMethod is { IsPublic: true } ? " { init }" : ""
            select $"{owner}.{property.Name}: {Name(property.PropertyType)}{writes}";
        var methods =
            from method in type.GetMethods(Declared)
            where !IsWrittenByTheCompiler(method)
            where !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)
            select Signature(owner, method.Name, method);
        return constructors.Concat(properties).Concat(methods);
    }

    private static string Signature(string owner, string name, MethodInfo method)
    {
        string generic = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
            : "";
        return $"{owner}.{name}{generic}({Parameters(method)}): {Name(method.ReturnType)}";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(each =>
                    $"{Name(each.ParameterType)} {each.Name}{(each.HasDefaultValue ? " = ..." : "")}"
                )
        );

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.HasElementType)
            return Name(type.GetElementType()!)
                + (type.IsArray ? $"[{new string(',', type.GetArrayRank() - 1)}]" : "&");
        string name = type.Name.Split('`')[0];
        string outer = type.DeclaringType is { } declaring ? $"{Name(declaring)}." : "";
        return type.IsGenericType
            ? $"{outer}{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : outer + name;
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type.IsInterface ? "interface"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : "class";

    private static bool IsWrittenByTheCompiler(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute));
}
