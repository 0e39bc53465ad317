using System.Text.Json;
using FunctionalGrad.Properties;
using FunctionalGrad.UnitTests.House;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The JSON of traces is what docs/trace.schema.json promises.</summary>
public class SchemaTests
{
    private static readonly JsonElement Schema = JsonDocument
        .Parse(Repository.Read("docs/trace.schema.json"))
        .RootElement;

    public static TheoryData<string> Traces =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(Repository.Root, "tests/UnitTests/Explanation/goldens"),
                    "*.json"
                )
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_trace_keeps_the_schema(string file) =>
        Assert.Empty(Faults(Repository.Read($"tests/UnitTests/Explanation/goldens/{file}")));

    [Fact]
    public void So_do_traces_with_blocked_paths_infinities_and_arrays_that_are_summarised()
    {
        Expr x = Input("x", 3),
            y = Input("y");
        var f = Sum(Log(x) * StopGradient(y)) + Max(y, y * 0);
        var trace = Explain.Of(f, (x, NDArray.Of([0.0, 1, double.NaN])), (y, 0));
        Assert.Empty(Faults(Explain.Json(trace)));
        Assert.Empty(Faults(Explain.Json(trace, mostElements: 2)));
        Assert.Contains("\"summary\"", Explain.Json(trace, mostElements: 2));
    }

    /// <summary>Of each graph, also of wild ones, whose arrays hold infinities and NaN. Lines hold what the document holds.</summary>
    [Theory]
    [InlineData(1000, false)]
    [InlineData(300, true)]
    public void The_traces_of_random_graphs_keep_the_schema(int graphs, bool wild)
    {
        int told = 0;
        Verify.Graphs(
            circuit =>
            {
                if (Traced(circuit) is not { } trace)
                    return;
                var document = JsonDocument.Parse(Explain.Json(trace)).RootElement;
                Require(Faults(Schema, document, "$"));
                var lines = Explain
                    .JsonLines(trace)
                    .Select(line => JsonDocument.Parse(line).RootElement.EnumerateObject().Single())
                    .ToArray();
                Require(Differing(document, lines));
                Interlocked.Increment(ref told);
            },
            new VerifyOptions
            {
                Tests = graphs,
                Seed = 2026,
                Wild = wild,
            }
        );
        Assert.InRange(told, graphs * 9 / 10, int.MaxValue);
    }

    private static BackwardTrace? Traced(Circuit circuit)
    {
        try
        {
            return Explain.Of(circuit.Scalar, [.. circuit.Bindings]);
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("tie"))
        {
            return null;
        }
    }

    private static void Require(IEnumerable<string> faults) =>
        Assert.Equal("", string.Join('\n', faults.Take(5)));

    private static IEnumerable<string> Differing(JsonElement document, JsonProperty[] lines)
    {
        JsonElement[] Of(string kind) =>
            [.. lines.Where(line => line.Name == kind).Select(line => line.Value)];
        foreach (var (kind, many) in new[] { ("node", "nodes"), ("event", "events") })
        {
            var expected = document.GetProperty(many).EnumerateArray().ToArray();
            var found = Of(kind);
            if (
                expected.Length != found.Length
                || !expected.Zip(found, JsonElement.DeepEquals).All(same => same)
            )
                yield return $"the lines differ from the document's {many}";
        }
        if (!JsonElement.DeepEquals(Of("check").Single(), document.GetProperty("check")))
            yield return "the lines have another check";
        foreach (var head in Of("trace").Single().EnumerateObject())
            if (!JsonElement.DeepEquals(head.Value, document.GetProperty(head.Name)))
                yield return $"the lines have another {head.Name}";
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "$.version: 2 is not 1")]
    [InlineData(
        "\"kind\": \"input\"",
        "\"kind\": \"leaf\"",
        "$.nodes[0].kind: leaf is none of constant, input, apply"
    )]
    [InlineData("\"output\": ", "\"out\": ", "$: output is missing")]
    [InlineData("\"id\": 1,", "\"id\": 1.5,", "$.nodes[1].id: 1.5 is not of the type integer")]
    public void What_breaks_the_schema_is_noticed(string right, string wrong, string fault)
    {
        string json = Explain.Json(LectureTraces.FirstCircuit);
        int at = json.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{right} is not in {json[..200]}");
        string broken = json[..at] + wrong + json[(at + right.Length)..];
        Assert.Contains(fault, Faults(broken));
    }

    private static string[] Faults(string json) =>
        [.. Faults(Schema, JsonDocument.Parse(json).RootElement, "$")];

    /// <summary>The keywords that the schema uses; another one is an error, so that none is passed over.</summary>
    private static IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            IEnumerable<string> faults = keyword.Name switch
            {
                "$schema" or "$defs" or "title" or "description" => [],
                "$ref" => Faults(Referred(keyword.Value.GetString()!), value, path),
                "type" => IsOf(keyword.Value, value)
                    ? []
                    : [$"{path}: {value} is not of the type {keyword.Value}"],
                "const" => JsonElement.DeepEquals(keyword.Value, value)
                    ? []
                    : [$"{path}: {value} is not {keyword.Value}"],
                "enum" => keyword
                    .Value.EnumerateArray()
                    .Any(each => JsonElement.DeepEquals(each, value))
                    ? []
                    :
                    [
                        $"{path}: {value} is none of {string.Join(", ", keyword.Value.EnumerateArray())}",
                    ],
                "anyOf" => keyword
                    .Value.EnumerateArray()
                    .Any(each => !Faults(each, value, path).Any())
                    ? []
                    : [$"{path}: it is of none of the forms allowed"],
                "required" => keyword
                    .Value.EnumerateArray()
                    .Where(name =>
                        value.ValueKind == JsonValueKind.Object
                        && !value.TryGetProperty(name.GetString()!, out _)
                    )
                    .Select(name => $"{path}: {name} is missing"),
                "properties" => value.ValueKind != JsonValueKind.Object
                    ? []
                    : keyword
                        .Value.EnumerateObject()
                        .Where(each => value.TryGetProperty(each.Name, out _))
                        .SelectMany(each =>
                            Faults(each.Value, value.GetProperty(each.Name), $"{path}.{each.Name}")
                        ),
                "additionalProperties" => Unknown(schema, value)
                    .Select(name => $"{path}: {name} is unknown"),
                "items" => value.ValueKind != JsonValueKind.Array
                    ? []
                    : value
                        .EnumerateArray()
                        .SelectMany((each, i) => Faults(keyword.Value, each, $"{path}[{i}]")),
                _ => throw new NotSupportedException(
                    $"The schema has the keyword {keyword.Name}, which this test does not know."
                ),
            };
            foreach (string fault in faults)
                yield return fault;
        }
    }

    private static JsonElement Referred(string reference) =>
        reference[2..].Split('/').Aggregate(Schema, (at, name) => at.GetProperty(name));

    private static IEnumerable<string> Unknown(JsonElement schema, JsonElement value)
    {
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        return value.ValueKind != JsonValueKind.Object
            ? []
            : value
                .EnumerateObject()
                .Select(each => each.Name)
                .Where(name => !schema.GetProperty("properties").TryGetProperty(name, out _));
    }

    private static bool IsOf(JsonElement types, JsonElement value) =>
        types.ValueKind == JsonValueKind.Array
            ? types.EnumerateArray().Any(type => IsOf(type, value))
            : types.GetString() switch
            {
                "object" => value.ValueKind == JsonValueKind.Object,
                "array" => value.ValueKind == JsonValueKind.Array,
                "string" => value.ValueKind == JsonValueKind.String,
                "number" => value.ValueKind == JsonValueKind.Number,
                "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "null" => value.ValueKind == JsonValueKind.Null,
                var other => throw new NotSupportedException($"The type {other} is unknown."),
            };
}
