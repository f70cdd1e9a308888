using System.Diagnostics;

namespace Annarchy.Benchmarks.Micro;

/// <summary>The shortest time of many repetitions: other load can only make them longer.</summary>
internal static class MinimalTime
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Nanoseconds per element of an action on <paramref name="elements"/> elements.</summary>
    public static double Of(Action action, int elements)
    {
        const int Batches = 40;

        // Long enough for the run-time to replace its first, slow code.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            action();
        var repetitions = Math.Max(1, 400_000 / elements);
        var shortest = double.PositiveInfinity;
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repetitions; i++)
                action();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return shortest / repetitions / elements;
    }
}
