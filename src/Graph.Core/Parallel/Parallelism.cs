namespace FunctionalGrad;

/// <summary>How many threads a computation may use. No result depends on it, to the last bit.</summary>
public static class Parallelism
{
    /// <summary>The name of the environment variable, and of the AppContext switch, that is read when the library is first used.</summary>
    public const string Setting = "FUNCTIONALGRAD_THREADS";

    private static int threads = Initial();

    /// <summary>The threads that large kernels share, the caller's included; 1 keeps all work on it. By default all processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref threads);
        set
        {
            if (value < 1)
                throw new ArgumentOutOfRangeException(
                    nameof(value),
                    $"threads: {value} threads were asked for, but one at least does the work. Use 1 to stay on the caller's."
                );
            Volatile.Write(ref threads, value);
        }
    }

    private static int Initial()
    {
        string? asked =
            Environment.GetEnvironmentVariable(Setting) ?? AppContext.GetData(Setting)?.ToString();
        return int.TryParse(asked, out int number) && number >= 1
            ? number
            : Environment.ProcessorCount;
    }
}
