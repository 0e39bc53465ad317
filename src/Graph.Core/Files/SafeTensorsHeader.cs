using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace FunctionalGrad;

/// <summary>The JSON header of a safetensors file.</summary>
internal sealed class SafeTensorsHeader(FileLocation at)
{
    private const string Metadata = "__metadata__";

    public static byte[] Write<T>(IEnumerable<KeyValuePair<string, NDArray<T>>> arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            long begin = 0;
            json.WriteStartObject();
            foreach (var (name, array) in arrays)
            {
                if (name == Metadata)
                    throw new ArgumentException(
                        $"save: an array is named '{Metadata}', which the safetensors format keeps for itself. Give it another name."
                    );
                StoredArray.RequireSavable(array.Shape);
                long end = begin + (long)array.Shape.Size * Unsafe.SizeOf<T>();
                json.WriteStartObject(name);
                json.WriteString("dtype", $"F{8 * Unsafe.SizeOf<T>()}");
                json.WriteStartArray("shape");
                foreach (int length in array.Shape)
                    json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                begin = end;
            }
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    public IReadOnlyList<SafeTensorsEntry> Read(byte[] header)
    {
        if (!Utf8.IsValid(header))
            throw at.Error("the header is not UTF-8.");
        if (header is not [(byte)'{', ..])
            throw at.Error("the header does not begin with '{'. Is it a file of another kind?");
        try
        {
            var json = new Utf8JsonReader(header);
            return Entries(ref json);
        }
        // The reader reports halves of surrogate pairs as InvalidOperationException.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw at.Error($"the header is not JSON: {error.Message}", error);
        }
    }

    private List<SafeTensorsEntry> Entries(ref Utf8JsonReader json)
    {
        var entries = new List<SafeTensorsEntry>();
        var names = new HashSet<string>();
        Expect(ref json, JsonTokenType.StartObject, "an object of tensors", at);
        while (NextKey(ref json) is { } name)
        {
            if (!names.Add(name))
                throw at.At("tensor", name).Error("there are two tensors of this name.");
            if (name == Metadata)
                SkipMetadata(ref json);
            else
                entries.Add(Entry(ref json, name, at.At("tensor", name)));
        }
        // Nothing but space may follow; the reader throws at anything else.
        json.Read();
        return entries;
    }

    private void SkipMetadata(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject, $"an object of texts in {Metadata}", at);
        while (NextKey(ref json) is not null)
            Expect(ref json, JsonTokenType.String, $"a text in {Metadata}", at);
    }

    private static SafeTensorsEntry Entry(ref Utf8JsonReader json, string name, FileLocation here)
    {
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(
            ref json,
            JsonTokenType.StartObject,
            "an object of dtype, shape and data_offsets",
            here
        );
        while (NextKey(ref json) is { } key)
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref json, JsonTokenType.String, "a text as dtype", here);
                    type = json.GetString();
                    break;
                case "shape" when shape is null:
                    shape = Wholes(ref json, "shape", here);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = Wholes(ref json, "data_offsets", here);
                    break;
                default:
                    throw here.Error(
                        $"the key {FileLocation.Quote(key)} is unknown or repeated: each of dtype, shape and data_offsets must be there once."
                    );
            }
        if (type is null || shape is null || offsets is null)
            throw here.Error("it does not have all of the keys dtype, shape and data_offsets.");
        var array = new StoredArray(
            TypeOf(type, here),
            IsBigEndian: false,
            IsColumnMajor: false,
            StoredArray.ShapeOf(shape, here)
        );
        if (offsets is not [>= 0 and var begin, var end] || end < begin)
            throw here.Error(
                $"data_offsets is [{string.Join(", ", offsets.Take(4))}], but must be where the data begins and where it ends."
            );
        return end - begin == array.Bytes
            ? new(name, array, begin, end)
            : throw here.Error(
                $"shape {array.Shape} of {type} needs {array.Bytes} bytes, but data_offsets [{begin}, {end}] leave {end - begin}."
            );
    }

    private static List<long> Wholes(ref Utf8JsonReader json, string key, FileLocation here)
    {
        Expect(ref json, JsonTokenType.StartArray, $"a list of whole numbers as {key}", here);
        var values = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            values.Add(
                json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long value)
                    ? value
                    : throw here.Error($"{key} must be a list of whole numbers of at most 64 bits.")
            );
        return values;
    }

    private static string? NextKey(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.PropertyName ? json.GetString() : null;

    private static void Expect(
        ref Utf8JsonReader json,
        JsonTokenType type,
        string expected,
        FileLocation here
    )
    {
        if (!json.Read() || json.TokenType != type)
            throw here.Error($"the header has {json.TokenType} where {expected} was expected.");
    }

    private static StoredType TypeOf(string type, FileLocation here) =>
        type switch
        {
            "BOOL" => StoredType.Bool,
            "I8" => StoredType.Int8,
            "U8" => StoredType.UInt8,
            "I16" => StoredType.Int16,
            "U16" => StoredType.UInt16,
            "I32" => StoredType.Int32,
            "U32" => StoredType.UInt32,
            "I64" => StoredType.Int64,
            "U64" => StoredType.UInt64,
            "F16" => StoredType.Float16,
            "BF16" => StoredType.BFloat16,
            "F32" => StoredType.Float32,
            "F64" => StoredType.Float64,
            _ => throw here.Error(
                $"the element type {FileLocation.Quote(type)} is not read: it must be F64, F32, F16, BF16, BOOL or a whole number of at most 64 bits."
            ),
        };
}
