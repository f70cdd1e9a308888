using Annarchy.Connectivity;
using Annarchy.Models;
using Annarchy.Populations;
using Annarchy.Storage;

namespace Annarchy
{
    /// <summary>The name of an entity: of a population, a projection or a monitor.</summary>
    /// <param name="Name">Unique among the entities of its sort.</param>
    public readonly record struct Named(string Name);

    /// <summary>The arrangement of the neurons of a population.</summary>
    /// <param name="Geometry">Its shape.</param>
    public readonly record struct Arranged(Geometry Geometry);

    /// <summary>Whether a population is updated.</summary>
    /// <param name="IsOn">False while it is disabled.</param>
    public record struct Activity(bool IsOn);

    /// <summary>Leads from a population's entity to the window users read and write it through.</summary>
    /// <param name="Population">The population.</param>
    public readonly record struct PopulationWindow(Population Population);

    /// <summary>Leads from a projection's entity to the window users read and write it through.</summary>
    /// <param name="Projection">The projection.</param>
    public readonly record struct ProjectionWindow(Projection Projection);

    /// <summary>Leads from a monitor's entity to the monitor.</summary>
    /// <param name="Monitor">The monitor.</param>
    public readonly record struct MonitorWindow(Monitor Monitor);
}

namespace Annarchy.Populations
{
    /// <summary>Attributes of neurons, one row each.</summary>
    internal readonly record struct NeuronColumns(ColumnTable Table);

    /// <summary>What is computed for the neurons.</summary>
    internal readonly record struct NeuronModel(NeuronProgram Program);

    /// <summary>Where random numbers of an entity come from: the object its draws are keyed by.</summary>
    internal readonly record struct RandomSource(int Object);

    /// <summary>Spikes of this and past steps; axonal ones for models that have any.</summary>
    internal readonly record struct SpikeOutput(SpikeRing Spikes, SpikeRing? AxonSpikes);

    /// <summary>Firing rates over a sliding window.</summary>
    internal readonly record struct RateEstimate(FiringRate Rate);

    /// <summary>The past of variables that delayed projections read, by name.</summary>
    internal readonly record struct PastValues(Dictionary<string, HistoryRing> ByVariable);

    /// <summary>The values columns had when the network was compiled.</summary>
    internal readonly record struct StartValues(InitialState State);
}
