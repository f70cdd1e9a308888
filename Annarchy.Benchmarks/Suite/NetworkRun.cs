namespace Annarchy.Benchmarks.Suite;

/// <summary>A network of the suite.</summary>
internal sealed class NetworkRun(Network network) : ISuiteRun
{
    /// <summary>Steps for each that is timed: enough for a profile, too few to be felt.</summary>
    private const int ProfilingInterval = 4;

    public long Neurons => network.Populations.Sum(p => (long)p.Size);

    public long Synapses => network.Projections.Sum(p => p.NbSynapses);

    public int Threads => network.Threads;

    public long Bytes => network.MemoryFootprint;

    public double TimeStep => network.TimeStep;

    public NetworkProfile? Profile => network.Profile();

    public IReadOnlyList<(string Population, long Size, long Spikes)> Spikes =>
        [.. network.Profile().Objects.Where(o => o.Object is Population).Select(o => (o.Name, o.Size, o.Spikes))];

    public void Compile()
    {
        network.ProfilingInterval = ProfilingInterval;
        network.Compile();
    }

    public void Simulate(double duration) => network.Simulate(duration);

    public void Begin() => network.ResetProfile();

    public void Dispose() => network.Dispose();
}
