using System.Text.RegularExpressions;

namespace FunctionalGrad.Properties;

/// <summary>Laws of how a primitive is written.</summary>
internal static partial class NotationLaws
{
    [GeneratedRegex(@"\{\{|\}\}|\{(\d|\*|a)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$")]
    private static partial Regex Word();

    /// <summary>The name is a word of its own; the templates name every input, and their braces pair.</summary>
    public static void IsReadable(Primitive primitive, VerifyOptions options)
    {
        Broken.Unless(
            Word().IsMatch(primitive.Name),
            $"the name {primitive.Name} is no word of letters and digits that begins with a small letter"
        );
        bool own = Primitives.All.Contains(primitive);
        Broken.Unless(
            own || Primitives.All.All(each => each.Name != primitive.Name),
            $"the library has a primitive of the name {primitive.Name}: choose another, so that source can be read back"
        );
        Broken.Unless(
            primitive.Branch is null || primitive.Convention is not null,
            $"it has branches, but Convention does not say what holds at the kink between them"
        );
        foreach (string template in new[] { primitive.Notation.Text, primitive.Notation.Latex })
        {
            string[] named = [.. Placeholder().Matches(template).Select(match => match.Value)];
            Broken.Unless(
                named.Contains("{*}")
                    || Enumerable
                        .Range(0, primitive.Arity.Least)
                        .All(input => named.Contains($"{{{input}}}")),
                $"the notation {template} leaves an input out"
            );
            int depth = 0;
            foreach (string brace in named)
            {
                depth +=
                    brace == "{{" ? 1
                    : brace == "}}" ? -1
                    : 0;
                Broken.Unless(
                    depth >= 0,
                    $"the notation {template} closes a brace that it has not opened"
                );
            }
            string rest = Placeholder().Replace(template, "");
            Broken.Unless(
                depth == 0 && !rest.Contains('{') && !rest.Contains('}'),
                $"the notation {template} has a brace without its pair"
            );
        }
    }

    /// <summary>Attributes come back from their literals, and the application from its source.</summary>
    public static void IsReadBack(Application application)
    {
        var node = application.Node;
        var literals = node.Attributes.Literals;
        if (literals.Count > 0)
        {
            Broken.Unless(
                node.Primitive.ReadAttributes is not null,
                $"its attributes have literals, but it has no ReadAttributes"
            );
            var read = node.Primitive.ReadAttributes!(literals);
            Broken.Unless(
                read.Equals(node.Attributes),
                $"the attributes {node.Attributes} are read back as {read}"
            );
        }
        Primitive[] extra = Primitives.All.Contains(node.Primitive) ? [] : [node.Primitive];
        string source = Source.Of(node);
        var again = Source.Read(source, extra);
        Broken.Unless(again.SameAs(node), $"read back it is {Source.Of(again)}");
    }
}
