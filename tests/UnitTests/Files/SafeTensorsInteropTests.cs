using System.Diagnostics;
using Xunit.Abstractions;

namespace FunctionalGrad.UnitTests;

/// <summary>
/// The reference library reads what is saved and writes what is loaded. Where FUNCTIONALGRAD_SAFETENSORS_PYTHON does not name a Python that has it
/// (<c>.ci/safetensors</c> makes one), the tests say so, and the bytes in <see cref="SafeTensorsTests"/> stand in for it.
/// </summary>
public class SafeTensorsInteropTests(ITestOutputHelper log)
{
    private static readonly string? Python = Environment.GetEnvironmentVariable(
        "FUNCTIONALGRAD_SAFETENSORS_PYTHON"
    );

    [Fact]
    public void The_reference_reads_a_file_of_doubles_that_was_saved() =>
        Read(
            new Dictionary<string, NDArray<double>>
            {
                ["hidden.weight"] = NDArray.Of([
                    [1.5, 2.0],
                    [3.0, -0.0],
                ]),
                ["step"] = NDArray.Scalar(7.0),
                ["ü \"β\""] = NDArray<double>.Fill([0, 3], 0),
                ["cube"] = NDArray<double>.Of([2, 1, 2], [1, 2, 3, double.NegativeInfinity]),
            },
            """
            cube F64 [2, 1, 2] 000000000000f03f00000000000000400000000000000840000000000000f0ff
            hidden.weight F64 [2, 2] 000000000000f83f000000000000004000000000000008400000000000000080
            step F64 [] 0000000000001c40
            ü "β" F64 [0, 3] 

            """
        );

    [Fact]
    public void The_reference_reads_a_file_of_floats_that_was_saved() =>
        Read(
            new Dictionary<string, NDArray<float>>
            {
                ["odd"] = NDArray.Of([1f, -2f, float.NaN]),
                ["step"] = NDArray.Scalar(0.5f),
                ["none"] = NDArray<float>.Fill([3, 0], 0),
            },
            """
            none F32 [3, 0] 
            odd F32 [3] 0000803f000000c00000c0ff
            step F32 [] 0000003f

            """
        );

    [Fact]
    public void The_reference_reads_a_file_without_arrays() =>
        Read(new Dictionary<string, NDArray<double>>(), "");

    [Fact]
    public void What_the_reference_writes_is_loaded()
    {
        if (Python is null)
        {
            log.WriteLine(
                "Not checked: FUNCTIONALGRAD_SAFETENSORS_PYTHON names no Python, so the reference library wrote nothing."
            );
            return;
        }
        string path = Path.GetTempFileName();
        Run(
            """
            import struct, sys, safetensors
            def array(dtype, shape, code, *values):
                return {"dtype": dtype, "shape": shape, "data": struct.pack("<%d%s" % (len(values), code), *values)}
            safetensors.serialize_file({
                "f64": array("float64", [2, 1], "d", 1.5, -0.0),
                "f32": array("float32", [3], "f", 0.5, float("inf"), 3.0),
                "f16": array("float16", [1], "e", 0.25),
                "i64": array("int64", [], "q", -7),
                "u8": array("uint8", [2], "B", 0, 255),
                "bool": array("bool", [1], "?", True),
                "none": array("float32", [0, 4], "f"),
                'ü "β"': array("float32", [1], "f", 2.0),
            }, sys.argv[1], {"format": "np", "note": 'ü "'})
            """,
            path
        );
        var loaded = SafeTensors.Load<double>(path);
        File.Delete(path);
        var expected = new Dictionary<string, NDArray<double>>
        {
            ["f64"] = NDArray<double>.Of([2, 1], [1.5, -0.0]),
            ["f32"] = NDArray.Of([0.5, double.PositiveInfinity, 3.0]),
            ["f16"] = NDArray.Of([0.25]),
            ["i64"] = NDArray.Scalar(-7.0),
            ["u8"] = NDArray.Of([0.0, 255.0]),
            ["bool"] = NDArray.Of([1.0]),
            ["none"] = NDArray<double>.Fill([0, 4], 0),
            ["ü \"β\""] = NDArray.Of([2.0]),
        };
        Assert.Equal(expected.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, array) in expected)
            Assert.True(array.SameBits(loaded[name]), $"{name} is {loaded[name]}");
    }

    private void Read<T>(Dictionary<string, NDArray<T>> arrays, string expected)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        string path = Path.GetTempFileName();
        SafeTensors.Save(path, arrays);
        if (Python is not null)
            Assert.Equal(
                expected,
                Run(
                    """
                    import sys, safetensors
                    with open(sys.argv[1], "rb") as f: arrays = safetensors.deserialize(f.read())
                    for name, a in sorted(arrays, key=lambda each: each[0]): print(name, a["dtype"], a["shape"], a["data"].hex())
                    """,
                    path
                )
            );
        else
            log.WriteLine(
                "Not checked: FUNCTIONALGRAD_SAFETENSORS_PYTHON names no Python, so the reference library read nothing."
            );
        Assert.Equal(arrays.Keys, SafeTensors.Load<T>(path).Keys);
        File.Delete(path);
    }

    private static string Run(string program, string path)
    {
        var start = new ProcessStartInfo(Python!, ["-c", program, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONUTF8"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(
            process.ExitCode == 0,
            $"{Python} ended with {process.ExitCode}: {errors.Result}"
        );
        return output;
    }
}
