using System.Diagnostics;

namespace Annarchy.Benchmarks.Micro;

/// <summary>The shortest time of many repetitions: other load can only make them longer.</summary>
internal static class MinimalTime
{
    /// <summary>Nanoseconds per element of an action on <paramref name="elements"/> elements.</summary>
    public static double Of(Action action, int elements)
    {
        const int Batches = 40;
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
