using Spectre.Console;

namespace FunctionalGrad.Checking;

/// <summary>Work with a progress bar, or with a line every so often where nobody watches a terminal.</summary>
internal static class Progressing
{
    /// <param name="work">Given a function that takes the name of a stage, how much of it is done, and of how much.</param>
    public static void Over(Action<Action<string, int, int>> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            work(PrintTenths());
            return;
        }
        AnsiConsole
            .Progress()
            .Start(display =>
            {
                var bars = new Dictionary<string, ProgressTask>();
                work(
                    (stage, done, all) =>
                    {
                        lock (bars)
                        {
                            if (!bars.TryGetValue(stage, out var bar))
                                bars[stage] = bar = display.AddTask(stage, maxValue: all);
                            bar.MaxValue = all;
                            bar.Value = done;
                        }
                    }
                );
            });
    }

    private static Action<string, int, int> PrintTenths()
    {
        var printed = new Dictionary<string, int>();
        return (stage, done, all) =>
        {
            int tenths = all == 0 ? 10 : (int)(10L * done / all);
            lock (printed)
            {
                if (tenths <= printed.GetValueOrDefault(stage))
                    return;
                printed[stage] = tenths;
                Console.WriteLine($"{stage}: {done} of {all}");
            }
        };
    }
}
