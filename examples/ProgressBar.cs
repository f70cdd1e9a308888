using System.Globalization;

namespace Annarchy.Examples;

/// <summary>Shows how far a run is on one line of the console; on no console, where the line would fill a file, only the end.</summary>
internal sealed class ProgressBar(string what) : IProgress<SimulationProgress>
{
    private const int Width = 30;

    public void Report(SimulationProgress value)
    {
        var isDone = value.Fraction >= 1.0;
        if (Console.IsOutputRedirected && !isDone)
            return;
        var filled = (int)(value.Fraction * Width);
        var rest = isDone ? value.Elapsed : value.Remaining ?? TimeSpan.Zero;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"\r{what,-18} [{new string('#', filled)}{new string('.', Width - filled)}] {value.Fraction,4:P0}  {rest.TotalSeconds,6:F1} s {(isDone ? "   " : "left")}");
        Console.Write(Console.IsOutputRedirected ? line.TrimStart('\r') : line);
        if (isDone)
            Console.WriteLine();
    }
}
