using System.Diagnostics;

namespace Annarchy.Benchmarks.Micro;

/// <summary>The shortest time of many repetitions: other load can only make them longer.</summary>
internal static class MinimalTime
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Nanoseconds per element of an action on <paramref name="elements"/> elements.</summary>
    public static double Of(Action action, int elements) => Of(elements, action)[0];

    /// <summary>Nanoseconds per element of each of some actions, which take turns so that they see the same machine.</summary>
    public static double[] Of(int elements, params ReadOnlySpan<Action> actions)
    {
        const int Batches = 200;

        // Long enough for the run-time to replace its first, slow code.
        foreach (var action in actions)
        {
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
                action();
        }

        var repetitions = Math.Max(1, 400_000 / elements);
        var shortest = new double[actions.Length];
        Array.Fill(shortest, double.PositiveInfinity);
        for (var batch = 0; batch < Batches * actions.Length; batch++)
        {
            var action = actions[batch % actions.Length];
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repetitions; i++)
                action();
            var time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / repetitions / elements;
            shortest[batch % actions.Length] = Math.Min(shortest[batch % actions.Length], time);
        }

        return shortest;
    }
}
