using System.Diagnostics;
using Annarchy.Benchmarks.Floors;
using Annarchy.Benchmarks.Networks;

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

        using var byHand = FloorTime.Of(ByHand(), definition.WarmUp);
        using var compiled = FloorTime.Of(Compiled(), definition.WarmUp);
        var (fastest, spikes) = (double.PositiveInfinity, 0L);
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
            byHand?.Run(definition.Duration);
            compiled?.Run(definition.Duration);
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
            byHand?.Fastest,
            compiled?.Fastest);
    }

    private ICobaFloor? ByHand() => definition.HandWrittenSize == 0 ? null
        : settings.Precision == Precision.Single ? new CobaFloor<float>(definition.HandWrittenSize)
        : new CobaFloor<double>(definition.HandWrittenSize);

    private CompiledCobaFloor? Compiled() =>
        definition.HandWrittenSize == 0 ? null : CompiledCobaFloor.Create(definition.HandWrittenSize, settings.Precision);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>The shortest time of a loop that is run beside the network, on one thread.</summary>
    private sealed class FloorTime(ICobaFloor floor) : IDisposable
    {
        public double Fastest { get; private set; } = double.PositiveInfinity;

        public static FloorTime? Of(ICobaFloor? floor, double warmUp)
        {
            floor?.Run(Steps(warmUp));
            return floor is null ? null : new FloorTime(floor);
        }

        public void Run(double duration)
        {
            var watch = ProcessorWatch.Start(threads: 1);
            floor.Run(Steps(duration));
            Fastest = Math.Min(Fastest, watch.Seconds);
        }

        public void Dispose() => floor.Dispose();

        private static int Steps(double duration) => (int)Math.Round(duration / CobaNetwork.TimeStep);
    }
}
