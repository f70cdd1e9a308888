using Annarchy.Models;
using Annarchy.Projections;
using Annarchy.Replication;
using Annarchy.Synapses;
using Annarchy.Transmission;

namespace Annarchy;

/// <content>Many instances of a population.</content>
public partial class Population
{
    /// <summary>Gives every instance of the network neurons of its own; parameters of the whole population stay shared unless they are named.</summary>
    /// <param name="memory">The memory of the instances.</param>
    /// <param name="isIndividual">Whether an attribute was asked to be every instance's own.</param>
    /// <param name="longestDelay">Steps for which spikes are kept.</param>
    internal void Replicate(InstanceMemory memory, Func<string, bool> isIndividual, int longestDelay)
    {
        if (FiringRate is not null)
        {
            throw new NotSupportedException(
                $"'{Name}' computes firing rates over a window, which instances do not: let an equation of the neurons low-pass filter their spikes.");
        }

        foreach (var column in Columns.Columns)
        {
            var isParameter = Program.Attributes.Any(a => a.Name == column.Name && a.IsParameter);
            var asked = isIndividual(column.Name);
            if (asked || !isParameter || !IsGlobal(column))
                memory.Replicate(column);
        }

        foreach (var past in Past.Values)
            memory.Replicate(past);
        if (Spikes is not null)
            memory.Replicate(Spikes, Size, Math.Max(Spikes.Depth, longestDelay));
        if (AxonSpikes is not null)
            memory.Replicate(AxonSpikes, Size, Math.Max(AxonSpikes.Depth, longestDelay));
    }

    /// <summary>Attributes whose initial values the model says are drawn.</summary>
    internal IEnumerable<InitialDraw> InitialDraws => DrawsOf(Program.Attributes, RandomObject, a => Columns[a.Name]);

    /// <summary>Attributes whose initial values are drawn, with their columns.</summary>
    internal static IEnumerable<InitialDraw> DrawsOf(
        IReadOnlyList<AttributeDefinition> attributes, int randomObject, Func<AttributeDefinition, Storage.Column> column)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i].InitialDistribution is { } distribution)
                yield return new InitialDraw(column(attributes[i]), distribution, randomObject, i);
        }
    }

    /// <summary>The histories that delayed projections read.</summary>
    internal Connectivity.HistoryRing[] Histories => [.. Past.Values];

    /// <summary>The global operations computed at the end of a step.</summary>
    internal IReadOnlyCollection<GlobalOperation> AllOperations => [.. Program.GlobalOperations.Union(_operations)];
}

/// <content>Many instances of a projection.</content>
public partial class Projection
{
    /// <summary>
    /// Gives every instance of the network synaptic variables of its own, and weights if they change; the synapses themselves and parameters
    /// stay shared unless they are named.
    /// </summary>
    /// <param name="memory">The memory of the instances.</param>
    /// <param name="isIndividual">Whether an attribute was asked to be every instance's own.</param>
    internal void Replicate(InstanceMemory memory, Func<string, bool> isIndividual)
    {
        if (_connector is not BorrowingConnector && (isIndividual(WeightName) || _model is { Program.IsPlastic: true }))
            memory.Replicate(WeightColumn);
        foreach (var column in _globals.Columns.Concat(_locals!.Columns))
        {
            var isShared = column.Name == Programs.ProjectionSlots.UpdateInterval.Name
                || Definitions.Any(a => a.Name == column.Name && a.IsParameter);
            var asked = isIndividual(column.Name);
            if (asked || !isShared)
                memory.Replicate(column);
        }
    }

    /// <summary>Attributes whose initial values are drawn.</summary>
    internal IEnumerable<InitialDraw> InitialDraws =>
        Population.DrawsOf(Definitions, RandomObject, a => IsKept(a) ? AttributeColumn(a) : WeightColumn).Where(d => d.Column != WeightColumn);

    /// <summary>Whether instances can run the projection; those with systems of their own cannot.</summary>
    internal bool RunsInInstances => GetType() == typeof(Projection) || this is CurrentInjection;

    /// <summary>Makes what one step does to instances.</summary>
    /// <param name="memory">The memory of the instances.</param>
    /// <param name="owned">Gets what is to be disposed after the systems.</param>
    internal IReadOnlyList<(Stage Stage, ISystem System)> CreateSystems(InstanceMemory memory, List<IDisposable> owned)
    {
        if (_model is null)
            return [(Stage.Transmission, TransmissionSystems.Create(this, memory))];
        var systems = new SynapseSystems(this, _model, ColumnOf, memory);
        var created = systems.Create();
        owned.AddRange(systems.Traversals);
        return created;
    }

    /// <summary>The column of an attribute; null if there is none.</summary>
    internal Storage.Column? FindColumn(string attribute) =>
        attribute == WeightName ? WeightColumn
        : _globals.TryGet(attribute, out var global) ? global
        : _locals!.TryGet(attribute, out var local) ? local
        : null;
}
