using System.Text;

namespace FunctionalGrad;

/// <summary>How a trace is written for a terminal.</summary>
public sealed record TextStyle
{
    /// <summary>For files, tests and pipes: unlimited width, no colour, <c>×</c> for the product.</summary>
    public static TextStyle Default { get; } = new();

    /// <summary>The most columns of a line, as far as words allow; 0 for no limit.</summary>
    public int Width { get; init; }

    /// <summary>Whether signs outside ASCII may be used; names keep their letters in any case.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>Whether values are green and gradients red, as in the lecture.</summary>
    public bool Color { get; init; }

    /// <summary>The most nodes and the most steps that are written; of a longer trace the first and the last, and a note that says so. At least 2.</summary>
    public int MostNodes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            field = value;
        }
    } = 1000;

    /// <summary>What suits the console that the program writes to: its width and encoding, and colour unless NO_COLOR is set or the output goes elsewhere.</summary>
    public static TextStyle ForConsole() =>
        new()
        {
            Width = Console.IsOutputRedirected ? 0 : Console.WindowWidth,
            Unicode = Console.OutputEncoding is UTF8Encoding or UnicodeEncoding,
            Color =
                !Console.IsOutputRedirected
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
}
