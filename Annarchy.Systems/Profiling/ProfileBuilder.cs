using Annarchy.Synapses;
using Annarchy.Transmission;

namespace Annarchy.Profiling;

/// <summary>Makes a profile of what was measured.</summary>
internal sealed class ProfileBuilder(Network network, StepProfiler profiler)
{
    private readonly Dictionary<Population, long> _spikes = profiler.Spikes.ToDictionary(s => s.Population, s => s.Spikes);

    private double Steps => profiler.Steps;

    public NetworkProfile Build()
    {
        var seconds = profiler.Seconds();
        var scale = profiler.TimedSteps == 0 ? 0.0 : Steps / profiler.TimedSteps;
        SystemProfile[] systems = [.. network.Pipeline.Systems.Select(s => Describe(s, scale * seconds.GetValueOrDefault(s)))];
        return new NetworkProfile(
            profiler.Steps,
            profiler.TimedSteps,
            profiler.Steps * network.TimeStep,
            systems.Sum(s => s.Seconds),
            _spikes.Values.Sum(),
            systems,
            [.. Objects(systems)]);
    }

    private SystemProfile Describe(ISystem system, double seconds)
    {
        var owner = network.Pipeline.OwnerOf(system);
        var load = SystemLoad.Of(system, owner, population => Steps == 0.0 ? 0.0 : _spikes.GetValueOrDefault(population) / Steps);
        var visits = Steps * load.Visits;
        return new SystemProfile(
            system.Name, network.Pipeline.StageOf(system)!.Value, owner, seconds, visits, load.IsSynaptic, visits * load.Bytes);
    }

    private IEnumerable<ObjectProfile> Objects(SystemProfile[] systems)
    {
        var perStep = systems.Sum(s => s.BytesMoved) / Math.Max(Steps, 1.0);
        var inStep = ProcessorCaches.Present.Holding(perStep);
        var atSpikes = ProcessorCaches.Present.Holding(network.MemoryFootprint);
        foreach (var population in network.Populations)
            yield return Sum(population.Name, population, population.Size, _spikes.GetValueOrDefault(population), population.MemoryFootprint, inStep);
        foreach (var projection in network.Projections.Where(p => network.IsCompiled))
        {
            var residence = projection.Connectivity.Order == StorageOrder.ByPre ? atSpikes : inStep;
            yield return Sum(projection.Name, projection, projection.NbSynapses, 0, projection.MemoryFootprint, residence);
        }

        yield return Sum("network", null, 0, 0, network.Monitors.Sum(m => m.MemoryFootprint), inStep);

        ObjectProfile Sum(string name, object? item, long size, long spikes, long held, CacheLevel residence)
        {
            var own = systems.Where(s => ReferenceEquals(s.Object, item)).ToList();
            return new ObjectProfile(name, item, size, own.Sum(s => s.Seconds), spikes, held, own.Sum(s => s.BytesMoved), residence);
        }
    }
}
