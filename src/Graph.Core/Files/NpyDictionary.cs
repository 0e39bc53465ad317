using System.Globalization;

namespace FunctionalGrad;

/// <summary>Reads the Python dictionary of an .npy header: three keys, literals only, nothing evaluated.</summary>
internal sealed class NpyDictionary(string text, FileLocation at)
{
    private int next;
    private string? descr;
    private bool? isColumnMajor;
    private List<long>? lengths;

    public StoredArray Read()
    {
        Expect('{');
        while (!Accept('}'))
        {
            Entry();
            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }
        SkipSpace();
        if (next < text.Length)
            throw Unexpected("the end");
        if (descr is null || isColumnMajor is null || lengths is null)
            throw at.Error(
                $"the header {FileLocation.Quote(text)} does not have all of the keys descr, fortran_order and shape."
            );
        var (type, isBigEndian) = TypeOf(descr);
        return new(type, isBigEndian, isColumnMajor.Value, StoredArray.ShapeOf(lengths, at));
    }

    private void Entry()
    {
        string key = String();
        Expect(':');
        bool isNew = key switch
        {
            "descr" => descr is null,
            "fortran_order" => isColumnMajor is null,
            "shape" => lengths is null,
            _ => throw at.Error(
                $"the header has the key {FileLocation.Quote(key)}, but only descr, fortran_order and shape are known."
            ),
        };
        if (!isNew)
            throw at.Error($"the header has the key '{key}' twice.");
        switch (key)
        {
            case "descr":
                descr = Description();
                break;
            case "fortran_order":
                isColumnMajor = Boolean();
                break;
            default:
                lengths = Tuple();
                break;
        }
    }

    private string Description()
    {
        SkipSpace();
        if (next < text.Length && text[next] == '[')
            throw at.Error(
                "the element type is a structure of fields, which is no number. Save each field as an array of its own?"
            );
        return String();
    }

    private string String()
    {
        SkipSpace();
        if (next >= text.Length || text[next] is not ('\'' or '"'))
            throw Unexpected("a quoted text");
        int end = text.IndexOf(text[next], next + 1);
        if (end < 0)
            throw Unexpected("a quoted text that ends");
        string value = text[(next + 1)..end];
        next = end + 1;
        return value;
    }

    private bool Boolean()
    {
        SkipSpace();
        foreach (bool value in new[] { true, false })
            if (string.CompareOrdinal(text, next, value.ToString(), 0, value ? 4 : 5) == 0)
            {
                next += value ? 4 : 5;
                return value;
            }
        throw Unexpected("True or False");
    }

    private List<long> Tuple()
    {
        var values = new List<long>();
        Expect('(');
        while (!Accept(')'))
        {
            values.Add(Whole());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }
        return values;
    }

    private long Whole()
    {
        SkipSpace();
        int start = next;
        while (next < text.Length && (char.IsAsciiDigit(text[next]) || text[next] == '-'))
            next++;
        if (
            !long.TryParse(
                text.AsSpan(start, next - start),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out long value
            )
        )
        {
            next = start;
            throw Unexpected("a whole number of at most 64 bits");
        }
        // Python 2 wrote long numbers as 3L.
        if (next < text.Length && text[next] == 'L')
            next++;
        return value;
    }

    private bool Accept(char token)
    {
        SkipSpace();
        bool found = next < text.Length && text[next] == token;
        next += found ? 1 : 0;
        return found;
    }

    private void Expect(char token)
    {
        if (!Accept(token))
            throw Unexpected($"'{token}'");
    }

    private void SkipSpace()
    {
        while (next < text.Length && text[next] is (' ' or '\n' or '\t' or '\r'))
            next++;
    }

    private InvalidDataException Unexpected(string expected) =>
        at.Error(
            $"the header {FileLocation.Quote(text)} is not the dictionary that NumPy writes: {expected} was expected at character {next}."
        );

    private (StoredType, bool IsBigEndian) TypeOf(string descr)
    {
        if (descr.Length >= 2 && descr[1] == 'O')
            throw at.Error(
                "the element type is pickled Python objects, which are never loaded, because loading them can run code. Save plain numbers?"
            );
        StoredType? type =
            descr.Length < 3
                ? null
                : descr[1..] switch
                {
                    "b1" => StoredType.Bool,
                    "i1" => StoredType.Int8,
                    "u1" => StoredType.UInt8,
                    "i2" => StoredType.Int16,
                    "u2" => StoredType.UInt16,
                    "i4" => StoredType.Int32,
                    "u4" => StoredType.UInt32,
                    "i8" => StoredType.Int64,
                    "u8" => StoredType.UInt64,
                    "f2" => StoredType.Float16,
                    "f4" => StoredType.Float32,
                    "f8" => StoredType.Float64,
                    _ => null,
                };
        bool isKnownOrder =
            type is { } found
            && (descr[0] is '<' or '>' || (descr[0] == '|' && StoredArray.SizeOf(found) == 1));
        return isKnownOrder
            ? (type!.Value, descr[0] == '>')
            : throw at.Error(
                $"the element type {FileLocation.Quote(descr)} is not read: it must be bool, a whole number or a floating-point number of 2, 4 or 8 bytes, with its byte order."
            );
    }
}
