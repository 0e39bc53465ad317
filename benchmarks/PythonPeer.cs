using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>A process that runs peers/peer.py and answers over pipes; it sleeps while others are timed.</summary>
internal sealed class PythonPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly Process process;

    private PythonPeer(string library, Process process, string version) =>
        (Library, this.process, Version) = (library, process, version);

    public string Library { get; }

    public string Version { get; }

    /// <summary>Starts it; null where Debian's Python or the library is not installed.</summary>
    public static PythonPeer? Start(string library, int threads)
    {
        if (!File.Exists(Python))
            return null;
        string script = Path.Combine(AppContext.BaseDirectory, "peers", "peer.py");
        var start = new ProcessStartInfo(Python, [script, library, $"{threads}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            string name in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" }
        )
            start.Environment[name] = $"{threads}";
        // A waiting OpenMP thread would spin on the core that the next contestant needs.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process.StandardOutput.ReadLine() is { } version
            ? new(library, process, version)
            : null;
    }

    /// <summary>Asks for one number.</summary>
    public double Ask(string question)
    {
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        string answer = process.StandardOutput.ReadLine() ?? "error: the process ended";
        return double.TryParse(answer, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new InvalidOperationException($"{Library}: {question}: {answer}");
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
