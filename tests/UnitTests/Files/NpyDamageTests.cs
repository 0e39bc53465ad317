namespace FunctionalGrad.UnitTests;

public class NpyDamageTests
{
    public static TheoryData<string, string, string> Damaged =>
        new()
        {
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
                "00",
                "16 bytes are expected for the data of shape [2], but only 1 are left. Is the file truncated?"
            },
            {
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }",
                "01 02",
                "1 bytes follow after the data of shape [1]: the array is damaged or another is appended."
            },
            {
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "80 03",
                "the element type is pickled Python objects, which are never loaded, because loading them can run code. Save plain numbers?"
            },
            {
                "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }",
                "",
                "the element type '<c16' is not read: it must be bool, a whole number or a floating-point number of 2, 4 or 8 bytes, with its byte order."
            },
            {
                "{'descr': '|f8', 'fortran_order': False, 'shape': (1,), }",
                "",
                "the element type '|f8' is not read: it must be bool, a whole number or a floating-point number of 2, 4 or 8 bytes, with its byte order."
            },
            {
                "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }",
                "",
                "the element type is a structure of fields, which is no number. Save each field as an array of its own?"
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2, -1), }",
                "",
                "the shape [2, -1] has the negative length -1."
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }",
                "",
                "the shape [99999999999] has the length 99999999999: at most 2147483591 is possible."
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (65536, 65536), }",
                "",
                "the shape [65536, 65536] has more than 2147483591 elements, the most one array can hold."
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (100000000,), }",
                "",
                "800000000 bytes are expected for the data of shape [100000000], but only 0 are left. Is the file truncated?"
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,), }",
                "",
                "it would take more than the 1073741824 bytes allowed. Raise maxBytes if you trust it."
            },
            {
                "{'descr': '<f8', 'fortran_order': False}",
                "",
                "the header '{'descr': '<f8', 'fortran_order': False}' does not have all of the keys descr, fortran_order and shape."
            },
            { "{'descr': '<f8', 'descr': '<f8'}", "", "the header has the key 'descr' twice." },
            {
                "{'run': '<f8'}",
                "",
                "the header has the key 'run', but only descr, fortran_order and shape are known."
            },
            {
                "{'fortran_order': None}",
                "",
                "the header '{'fortran_order': None}' is not the dictionary that NumPy writes: True or False was expected at character 18."
            },
            {
                "{'shape': (1.5,)}",
                "",
                "the header '{'shape': (1.5,)}' is not the dictionary that NumPy writes: ')' was expected at character 12."
            },
            {
                "{'shape': (99999999999999999999,)}",
                "",
                "the header '{'shape': (99999999999999999999,)}' is not the dictionary that NumPy writes: a whole number of at most 64 bits was expected at character 11."
            },
            {
                "__import__('os')",
                "",
                "the header '__import__('os')' is not the dictionary that NumPy writes: '{' was expected at character 0."
            },
            {
                "{} + 1",
                "",
                "the header '{} + 1' is not the dictionary that NumPy writes: the end was expected at character 3."
            },
            {
                "{'a",
                "",
                "the header '{'a' is not the dictionary that NumPy writes: a quoted text that ends was expected at character 1."
            },
            {
                "{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }",
                "02",
                "element 0 is the byte 2, but a bool is 0 or 1."
            },
            {
                "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }",
                "FF FF FF FF FF FF FF 7F",
                "element 0 is the whole number 9223372036854775807, which Double cannot hold exactly. Store it in floating point?"
            },
            {
                $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({string.Join(", ", Enumerable.Repeat(1, 65))}), }}",
                "",
                "the shape has 65 axes: at most 64 are accepted."
            },
        };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_or_hostile_file_is_an_error_that_says_what_was_found(
        string header,
        string data,
        string finding
    ) =>
        Assert.Equal(
            "npy: stream: " + finding,
            Assert
                .Throws<InvalidDataException>(() =>
                    Npy.Load<double>(new MemoryStream(NpyBytes.File(header, data)))
                )
                .Message
        );

    [Fact]
    public void A_wrong_start_version_or_header_length_is_an_error_that_says_so()
    {
        Check(
            "50 4B 03 04 14 00 00 00",
            "it begins with the bytes 50 4B 03 04 14 00, not with NumPy's 93 4E 55 4D 50 59. Is it a file of another kind?"
        );
        Check(
            "93 4E 55 4D 50 59 04 00",
            "the format version is 4.0, but 1.0, 2.0 and 3.0 are known."
        );
        Check(
            "93 4E 55 4D 50 59 02 00 FF FF FF FF",
            "the header is 4294967295 bytes long, but at most 10000 are accepted."
        );
        Check(
            "93 4E 55 4D 50 59 01 00 10 00 7B",
            "16 bytes are expected for the header, but only 1 are left. Is the file truncated?"
        );
        Check(
            "",
            "8 bytes are expected for the magic and version, but only 0 are left. Is the file truncated?"
        );

        static void Check(string bytes, string finding) =>
            Assert.Equal(
                "npy: stream: " + finding,
                Assert
                    .Throws<InvalidDataException>(() =>
                        Npy.Load<double>(new MemoryStream(NpyBytes.Hex(bytes)))
                    )
                    .Message
            );
    }
}
