using System.ComponentModel;
using System.Diagnostics;

namespace FunctionalGrad.Checking.Torch;

/// <summary>One Python process that runs a script of graphs and answers line by line.</summary>
internal static class TorchProcess
{
    /// <summary>The version of PyTorch that the given Python has, or null and what is missing.</summary>
    public static (string? Version, string Missing) Find(string python)
    {
        try
        {
            using var process = Start(python, ["-c", "import torch; print(torch.__version__)"]);
            string version = process.StandardOutput.ReadToEnd().Trim();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? (version, "")
                : (
                    null,
                    $"{python} has no PyTorch: {errors.Trim().Split('\n')[^1]}. Debian has it as python3-torch."
                );
        }
        catch (Win32Exception problem)
        {
            return (null, $"{python} cannot be started: {problem.Message}.");
        }
    }

    /// <summary>Runs the script; the answers come as they are printed.</summary>
    /// <exception cref="InvalidOperationException">Python ended with an error: the message is Python's.</exception>
    public static IEnumerable<TorchAnswer> Run(string python, string script)
    {
        using var process = Start(python, [script]);
        var errors = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is { } line)
            yield return TorchAnswer.Read(line);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(errors.Result);
    }

    private static Process Start(string python, IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(python, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
}
