using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FunctionalGrad;

/// <summary>A trace as JSON; the schema is docs/trace.schema.json.</summary>
internal sealed class JsonView(BackwardTrace trace, int mostElements)
{
    public const int Version = 1;

    public string Write()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            // Escapes <, > and & too, so that it can stand in a page.
            Encoder = JavaScriptEncoder.Default,
        };
        using (var json = new Utf8JsonWriter(stream, options))
            Write(json);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Line by line: the head, each node, each event, the check.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Line(
            "trace",
            json =>
            {
                json.WriteStartObject();
                Head(json);
                json.WriteEndObject();
            }
        );
        foreach (var node in trace.Nodes)
            yield return Line("node", json => Node(json, node));
        foreach (var each in trace.Events)
            yield return Line("event", json => Event(json, each));
        yield return Line("check", Check);
    }

    private static string Line(string kind, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WritePropertyName(kind);
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Head(Utf8JsonWriter json)
    {
        json.WriteString("format", "functionalgrad.trace");
        json.WriteNumber("version", Version);
        json.WriteNumber("output", trace.Output.Id);
        json.WriteString("differentiated", trace.Differentiated);
        Array(json, "seed", trace.Seed);
        json.WriteStartArray("notFinite");
        foreach (var origin in trace.NotFinite.Told)
            Origin(json, origin);
        json.WriteEndArray();
    }

    /// <summary>Where what is not finite begins.</summary>
    private static void Origin(Utf8JsonWriter json, NotFinite.Origin origin)
    {
        json.WriteStartObject();
        WriteId(json, "node", origin.Node?.Id);
        WriteId(json, "step", origin.Event?.Step);
        json.WriteString("why", origin.Sentence);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, int? id)
    {
        if (id is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private void Check(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("entries", trace.Check.Entries);
        json.WriteNumber("kinks", trace.Check.Kinks);
        json.WriteNumber("vertical", trace.Check.Vertical);
        json.WriteNumber("notFinite", trace.Check.NotFinite);
        json.WriteNumber("drowned", trace.Check.Drowned);
        json.WriteNumber("unchecked", trace.Check.Unchecked);
        Number(json, "largestError", trace.Check.LargestError);
        json.WriteBoolean("ok", trace.Check.IsOk);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Head(json);
        json.WriteStartArray("nodes");
        foreach (var node in trace.Nodes)
            Node(json, node);
        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var each in trace.Events)
            Event(json, each);
        json.WriteEndArray();
        json.WritePropertyName("check");
        Check(json);
        json.WriteEndObject();
    }

    private void Node(Utf8JsonWriter json, TraceNode node)
    {
        json.WriteStartObject();
        json.WriteNumber("id", node.Id);
        json.WriteString("name", node.Name);
        json.WriteString("kind", node.Expr.Match(_ => "constant", _ => "input", _ => "apply"));
        json.WriteString("primitive", (node.Expr as Apply)?.Primitive.Name);
        json.WriteString("op", OpText.Of(trace, node));
        json.WriteString("latex", OpText.Latex(trace, node));
        json.WriteString("module", node.Module);
        json.WriteStartArray("inputs");
        foreach (int input in node.Inputs)
            json.WriteNumberValue(input);
        json.WriteEndArray();
        Array(json, "value", node.Value);
        Array(json, "gradient", node.Gradient);
        json.WriteNumber("paths", node.Paths);
        json.WriteStartArray("kinks");
        foreach (int kink in node.Kinks)
            json.WriteNumberValue(kink);
        json.WriteEndArray();
        json.WriteString("convention", node.Convention);
        json.WriteEndObject();
    }

    private void Event(Utf8JsonWriter json, BackwardEvent each)
    {
        json.WriteStartObject();
        json.WriteNumber("step", each.Step);
        json.WriteNumber("node", each.Node.Id);
        Array(json, "upstream", each.Upstream);
        json.WriteString("role", each.RoleName);
        json.WriteBoolean("roleIsInferred", each.RoleIsInferred);
        json.WriteStartArray("edges");
        foreach (var edge in each.Edges)
            Edge(json, edge);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Edge(Utf8JsonWriter json, BackwardEdge edge)
    {
        json.WriteStartObject();
        json.WriteNumber("inputIndex", edge.InputIndex);
        json.WriteNumber("into", edge.Into.Id);
        json.WriteString("flow", Remarks.Silence(edge) ?? "flows");
        json.WriteString("refusal", edge.Refusal);
        json.WriteNumber("path", edge.Path);
        json.WriteNumber("strongZeros", edge.StrongZeros);
        Array(json, "contribution", edge.Contribution);
        Array(json, "runningSum", edge.RunningSum);
        if (edge.Local is { } local)
        {
            json.WriteStartObject("local");
            json.WriteString("partial", local.PartialText);
            json.WriteString("pullback", local.PullbackText);
            json.WriteString("latex", local.PullbackLatex);
            Array(json, "value", local.Value);
            Array(json, "jacobian", local.Jacobian);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("local");
        }
        json.WriteEndObject();
    }

    private void Array(Utf8JsonWriter json, string name, NDArray<double>? array)
    {
        if (array is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteStartArray("shape");
        foreach (int length in array.Shape)
            json.WriteNumberValue(length);
        json.WriteEndArray();
        if (array.Shape.Size <= mostElements)
        {
            json.WriteStartArray("elements");
            foreach (double element in array.Span)
                Number(json, null, element);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("elements");
            json.WriteString("summary", ArrayShown.Summary(array));
        }
        json.WriteEndObject();
    }

    /// <summary>JSON has no infinities and no NaN: they are words.</summary>
    private static void Number(Utf8JsonWriter json, string? name, double value)
    {
        if (name is not null)
            json.WritePropertyName(name);
        if (double.IsFinite(value))
            json.WriteNumberValue(value + 0.0);
        else
            json.WriteStringValue(Numbers.Short(value));
    }
}
