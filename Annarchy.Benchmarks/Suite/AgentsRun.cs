using Annarchy.Benchmarks.Agents;

namespace Annarchy.Benchmarks.Suite;

/// <summary>The brains of many agents, all a step of 1 ms at a time, as the frames of a game would ask for it.</summary>
internal sealed class AgentsRun(int agents, Precision precision) : ISuiteRun
{
    private readonly BrainTemplate _template = new(AgentBrains.Create(0, precision), ["cells.I"], ["cells.rate"]);
    private BrainPool? _pool;
    private BrainHandle[] _brains = [];
    private double _duration;

    public long Neurons => (long)agents * AgentBrains.Neurons;

    public long Synapses => Neurons * AgentBrains.SynapsesPerNeuron;

    public int Threads => 1;

    public long Bytes => _pool!.MemoryFootprint;

    public double TimeStep => _template.Network.TimeStep;

    public NetworkProfile? Profile => null;

    /// <summary>Counted in as many steps again, since looking at the spikes of every brain takes time.</summary>
    public IReadOnlyList<(string Population, long Size, long Spikes)> Spikes
    {
        get
        {
            var cells = _template.Network.GetPopulation("cells");
            var spikes = 0L;
            for (var time = 0.0; time < _duration; time += TimeStep)
            {
                _pool!.Step(TimeStep);
                spikes += _brains.Sum(b => (long)_pool.Spikes(b, cells).Length);
            }

            return [("cells", Neurons, spikes)];
        }
    }

    public void Compile()
    {
        _pool = _template.CreatePool(agents);
        _brains = [.. Enumerable.Range(0, agents).Select(i => _pool.Spawn(i))];
    }

    public void Simulate(double duration)
    {
        _duration = duration;
        for (var time = 0.0; time < duration; time += TimeStep)
            _pool!.Step(TimeStep);
    }

    public void Begin()
    {
    }

    public void Dispose()
    {
        _pool?.Dispose();
        _template.Dispose();
    }
}
