namespace Benchmarks;

/// <summary>One way of doing a case's work.</summary>
/// <param name="Name">Who does it; settings of one peer share the name, and the best of them is quoted.</param>
/// <param name="Seconds">Does the work so many times and says how long that took.</param>
/// <param name="Check">Does the work once, from the start, and returns a number that shows it was the same work.</param>
internal sealed record Contestant(
    string Name,
    Func<int, double> Seconds,
    Func<double>? Check = null
)
{
    /// <summary>The program that does it, if one does.</summary>
    public CompiledProgram? Program { get; init; }

    /// <summary>Work done in this process, timed here.</summary>
    public static Contestant Ours(Action step, Func<double>? check = null, string name = "ours") =>
        new(name, count => Timed(step, count), check);

    private static double Timed(Action step, int count)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            step();
        return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
