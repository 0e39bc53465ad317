using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FunctionalGrad;

public sealed partial class GradientReport
{
    /// <summary>The report as JSON.</summary>
    /// <remarks>
    /// An object <c>{ verdict, reason, seed, counts: { pass, fail, inconclusive }, worstRelativeError, steps, entries, blame }</c>.
    /// A verdict is "pass", "fail" or "inconclusive"; <c>reason</c> is its sentence or null.
    /// A step is <c>{ number, name, verdict, reason, figure }</c>; an entry, worst first,
    /// <c>{ input, index, output, analytic, numeric, error, relativeError, estimatedError, band, verdict, reason, note }</c>,
    /// whose index is null for a direction, and whose note tells the slopes on both sides of a kink and is null elsewhere; the blame <c>{ primitive, operand, order, reason, node, source, script, seed }</c> or null,
    /// its operand counted from 0, or null. Numbers that are not finite are the strings "NaN", "Infinity" and "-Infinity".
    /// </remarks>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            Write(json, Verdict);
            json.WriteNumber("seed", Seed);
            json.WriteStartObject("counts");
            json.WriteNumber("pass", PassedCount);
            json.WriteNumber("fail", FailedCount);
            json.WriteNumber("inconclusive", InconclusiveCount);
            json.WriteEndObject();
            Write(json, "worstRelativeError", WorstRelativeError);
            json.WriteStartArray("steps");
            foreach (var step in Steps)
                Write(json, step);
            json.WriteEndArray();
            json.WriteStartArray("entries");
            foreach (var entry in Entries)
                Write(json, entry);
            json.WriteEndArray();
            if (Blame is { } blame)
                Write(json, blame);
            else
                json.WriteNull("blame");
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString("verdict", verdict.Word.ToLowerInvariant());
        json.WriteString("reason", verdict.Why);
    }

    private static void Write(Utf8JsonWriter json, GradientStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("number", step.Number);
        json.WriteString("name", step.Name);
        Write(json, step.Verdict);
        json.WriteString("figure", step.Figure);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GradientEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("input", entry.Input);
        if (entry.Index is { } index)
            Write(json, "index", index);
        else
            json.WriteNull("index");
        Write(json, "output", entry.Output);
        Write(json, "analytic", entry.Analytic);
        Write(json, "numeric", entry.Numeric);
        Write(json, "error", entry.Error);
        Write(json, "relativeError", entry.RelativeError);
        Write(json, "estimatedError", entry.EstimatedError);
        json.WriteString("band", Band(entry.RelativeError));
        Write(json, entry.Verdict);
        json.WriteString("note", entry.Note);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Blame blame)
    {
        json.WriteStartObject("blame");
        json.WriteString("primitive", blame.Primitive.Name);
        if (blame.Operand is { } operand)
            json.WriteNumber("operand", operand);
        else
            json.WriteNull("operand");
        json.WriteNumber("order", blame.Order);
        json.WriteString("reason", blame.Reason);
        json.WriteString("node", blame.Expression);
        json.WriteString("source", blame.Source);
        json.WriteString("script", blame.Script);
        json.WriteNumber("seed", blame.Seed);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Ints numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
    }
}
