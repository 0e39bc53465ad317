using System.Diagnostics;
using Xunit.Abstractions;

namespace FunctionalGrad.UnitTests;

/// <summary>
/// NumPy itself reads what is saved and writes what is loaded. Where there is no /usr/bin/python3 with NumPy, the tests say so,
/// and the files in <see cref="NumPyFiles"/> stand in for it.
/// </summary>
public class NumPyInteropTests(ITestOutputHelper log)
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> HasNumPy = new(() =>
        File.Exists(Python) && Run("import numpy").ExitCode == 0
    );

    private static readonly Dictionary<string, NDArray<double>> Arrays = new()
    {
        ["hidden.weight"] = NDArray.Of([
            [1.5, 2.0],
            [3.0, -0.0],
        ]),
        ["step"] = NDArray.Scalar(7.0),
        ["ü"] = NDArray<double>.Fill([0, 3], 0),
        ["cube"] = NDArray.Of([
            [
                [1.0, 2.0],
            ],
            [
                [3.0, double.NaN],
            ],
        ]),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NumPy_reads_an_npz_that_was_saved(bool compress)
    {
        string path = Path.GetTempFileName();
        Npz.Save(path, Arrays, compress);
        if (HasNumPy.Value)
        {
            var (exitCode, output) = Run(
                $$"""
                import numpy as np
                z = np.load(r'{{path}}')
                print(list(z.files))
                for name in z.files: print(z[name].dtype.str, z[name].shape, z[name].tolist())
                """
            );
            Assert.Equal(0, exitCode);
            Assert.Equal(
                """
                ['hidden.weight', 'step', 'ü', 'cube']
                <f8 (2, 2) [[1.5, 2.0], [3.0, -0.0]]
                <f8 () 7.0
                <f8 (0, 3) []
                <f8 (2, 1, 2) [[[1.0, 2.0]], [[3.0, nan]]]

                """,
                output
            );
        }
        else
            log.WriteLine($"Not checked: {Python} has no NumPy, so NumPy itself read nothing.");
        Assert.Equal(Arrays.Keys, Npz.Load<double>(path).Keys);
        File.Delete(path);
    }

    [Fact]
    public void An_npz_that_NumPy_writes_now_is_read()
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, NumPyFiles.Archive);
        if (HasNumPy.Value)
        {
            var (exitCode, _) = Run(
                $$"""
                import numpy as np
                with open(r'{{path}}', 'wb') as f:
                    np.savez(f, **{"hidden.weight": np.arange(6, dtype='<f4').reshape(2, 3),
                        "fortran": np.asfortranarray(np.arange(24.).reshape(2, 3, 4)), "big": np.array([1, 2.5], dtype='>f8')})
                """
            );
            Assert.Equal(0, exitCode);
        }
        else
            log.WriteLine($"Not checked: {Python} has no NumPy, so an older file of it was read.");
        var loaded = Npz.Load<double>(path);
        Assert.Equal([0.0, 1, 2, 3, 4, 5], loaded["hidden.weight"].ToArray());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), loaded["fortran"].ToArray());
        Assert.Equal([1, 2.5], loaded["big"].ToArray());
        File.Delete(path);
    }

    private static (int ExitCode, string Output) Run(string program)
    {
        var start = new ProcessStartInfo(Python)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["PYTHONUTF8"] = "1";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(program);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return (process.ExitCode, output);
    }
}
