using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Annarchy;

/// <summary>Measures how long something takes.</summary>
public static class Timing
{
    /// <summary>Runs something and tells how long it took.</summary>
    /// <param name="action">What to run: <c>Timing.Timeit(() => net.Simulate(1000.0))</c>.</param>
    /// <param name="output">Where a line about it is written, such as <see cref="Console.Out"/>; null for nowhere.</param>
    /// <param name="name">What the line calls it; by default its text.</param>
    /// <returns>The time on the clock.</returns>
    public static TimeSpan Timeit(Action action, TextWriter? output = null, [CallerArgumentExpression(nameof(action))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        var start = Stopwatch.GetTimestamp();
        action();
        return Report(Stopwatch.GetElapsedTime(start), output, name);
    }

    /// <summary>Runs something and tells how long it took, and what it returned.</summary>
    /// <inheritdoc cref="Timeit(Action, TextWriter?, string?)"/>
    public static (T Result, TimeSpan Duration) Timeit<T>(
        Func<T> action, TextWriter? output = null, [CallerArgumentExpression(nameof(action))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        var start = Stopwatch.GetTimestamp();
        var result = action();
        return (result, Report(Stopwatch.GetElapsedTime(start), output, name));
    }

    private static TimeSpan Report(TimeSpan duration, TextWriter? output, string? name)
    {
        output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} took {duration.TotalSeconds:F4} s"));
        return duration;
    }
}
