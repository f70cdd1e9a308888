using System.Diagnostics;
using System.Numerics;
using Annarchy.Benchmarks.Floors;

namespace Annarchy.Benchmarks.Suite;

/// <summary>Runs one network of the suite.</summary>
internal sealed class SuiteMeasurement(SuiteNetwork definition, SuiteSettings settings)
{
    private const int LeastRepetitions = 3;
    private const int MostRepetitions = 100;

    /// <summary>How long measurements are repeated: other load can only make them longer, so the least of many counts.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    /// <summary>Long enough for the run-time to replace its first, slow code.</summary>
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>The profile of the fastest repetition, where there is one.</summary>
    public NetworkProfile? Profile { get; private set; }

    /// <summary>Mean firing rate of every population over all repetitions, Hz.</summary>
    public IReadOnlyList<(string Population, double Rate)> Rates { get; private set; } = [];

    /// <summary>Constructs, compiles and simulates; library and hand-written loop by turns, so that both see the same machine.</summary>
    public SuiteResult Run()
    {
        var watch = ProcessorWatch.Start(settings.Threads);
        using var run = definition.Create(settings);
        var construct = watch.Seconds;
        watch = ProcessorWatch.Start(settings.Threads);
        run.Compile();
        var compile = watch.Seconds;
        run.Simulate(definition.WarmUp);
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm) < LeastWarmUp;)
            run.Simulate(definition.Duration / 10.0);

        using var floor = Floor();
        var (fastest, fastestFloor, spikes) = (double.PositiveInfinity, double.PositiveInfinity, 0L);
        var (perUpdate, perEvent) = (double.PositiveInfinity, double.PositiveInfinity);
        var total = new Dictionary<string, double>();
        var (repetitions, start) = (0, Stopwatch.GetTimestamp());
        for (; repetitions < MostRepetitions && (repetitions < LeastRepetitions || Stopwatch.GetElapsedTime(start) < Enough); repetitions++)
        {
            run.Begin();
            watch = ProcessorWatch.Start(settings.Threads);
            run.Simulate(definition.Duration);
            var seconds = watch.Seconds;
            var counts = run.Spikes;
            foreach (var (population, size, count) in counts)
                total[population] = total.GetValueOrDefault(population) + (count / (double)size);
            var profile = run.Profile;
            perUpdate = Math.Min(perUpdate, profile?.NanosecondsPerNeuronUpdate ?? double.PositiveInfinity);
            perEvent = Math.Min(perEvent, profile?.NanosecondsPerSynapticEvent ?? double.PositiveInfinity);
            if (seconds < fastest)
                (fastest, spikes, Profile) = (seconds, counts.Sum(c => c.Spikes), profile);
            if (floor is null)
                continue;
            watch = ProcessorWatch.Start(threads: 1);
            floor.Run((int)Math.Round(definition.Duration / run.TimeStep));
            fastestFloor = Math.Min(fastestFloor, watch.Seconds);
        }

        var biological = definition.Duration / 1000.0;
        Rates = [.. total.Select(t => (t.Key, t.Value / (repetitions * biological)))];
        return new SuiteResult(
            definition.Name,
            run.Neurons,
            run.Synapses,
            run.Threads,
            settings.Precision == Precision.Single ? "float" : "double",
            biological,
            construct,
            compile,
            fastest,
            spikes,
            run.Bytes,
            biological / fastest,
            Finite(perUpdate),
            Finite(perEvent),
            floor is null ? null : fastestFloor);
    }

    private ICobaFloor? Floor() => definition.HandWrittenSize == 0 ? null
        : settings.Precision == Precision.Single ? Warm(new CobaFloor<float>(definition.HandWrittenSize))
        : Warm(new CobaFloor<double>(definition.HandWrittenSize));

    private CobaFloor<T> Warm<T>(CobaFloor<T> floor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        floor.Run((int)(definition.WarmUp / 0.1));
        return floor;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
