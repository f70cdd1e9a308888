using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Replication;

/// <summary>
/// The memory of many instances of a network: for each column of the network one that holds the rows of all instances, unless they share
/// the network's own; and the past of variables and spikes.
/// </summary>
internal sealed class InstanceMemory(int instances) : IDisposable
{
    private readonly Dictionary<Column, Column> _columns = [];
    private readonly Dictionary<HistoryRing, HistoryRing> _pasts = [];
    private readonly Dictionary<SpikeRing, InstanceSpikes> _spikes = [];
    private readonly List<Column> _own = [];
    private readonly HashSet<Column> _detached = [];

    /// <summary>How many there are room for.</summary>
    public int Instances { get; } = instances;

    /// <summary>Columns that replace those of the network.</summary>
    public IReadOnlyDictionary<Column, Column> Columns => _columns;

    public IReadOnlyDictionary<HistoryRing, HistoryRing> Pasts => _pasts;

    public IEnumerable<InstanceSpikes> Spikes => _spikes.Values;

    public nuint ByteCount
    {
        get
        {
            nuint total = 0;
            foreach (var column in _own)
                total += column.ByteCount;
            foreach (var past in _pasts.Values)
                total += past.ByteCount;
            foreach (var spikes in _spikes.Values)
                total += spikes.ByteCount;
            return total;
        }
    }

    /// <summary>Gives every instance rows of its own for a column of the network.</summary>
    public void Replicate(Column column) => Replace(column, Instances);

    /// <summary>Gives all instances together a column of their own instead of the network's.</summary>
    public Column Detach(Column column)
    {
        var own = Replace(column, 1);
        _detached.Add(own);
        return own;
    }

    /// <summary>Whether all instances share a column, though it is not the network's.</summary>
    public bool IsDetached(Column own) => _detached.Contains(own);

    /// <summary>Gives every instance a past of its own; its column is replicated.</summary>
    public void Replicate(HistoryRing past) => _pasts.Add(past, new HistoryRing(Of(past.Source), past.Depth));

    /// <summary>Gives every instance lists of spikes of its own.</summary>
    public void Replicate(SpikeRing spikes, int size, int delay) => _spikes.Add(spikes, new InstanceSpikes(size, delay, Instances));

    /// <summary>Where the rows of instances lie: a column of their own, or the network's.</summary>
    public Column Of(Column column) => _columns.GetValueOrDefault(column, column);

    public HistoryRing Of(HistoryRing past) => _pasts[past];

    public InstanceSpikes Of(SpikeRing spikes) => _spikes[spikes];

    public void Dispose()
    {
        foreach (var column in _own)
            column.Dispose();
        foreach (var past in _pasts.Values)
            past.Dispose();
        foreach (var spikes in _spikes.Values)
            spikes.Dispose();
    }

    private Column Replace(Column column, int instances)
    {
        var own = new Column(column.Name, column.Kind, column.Precision, column.Length, instances, column.IsHalf);
        _own.Add(own);
        _columns.Add(column, own);
        return own;
    }
}

/// <summary>Finds the memory of systems that run either a network by itself (null) or many instances of it.</summary>
internal static class InstanceMapping
{
    public static Column Map(this InstanceMemory? memory, Column column) => memory is null ? column : memory.Of(column);

    public static HistoryRing Map(this InstanceMemory? memory, HistoryRing past) => memory is null ? past : memory.Of(past);

    public static SpikeSource Map(this InstanceMemory? memory, SpikeRing spikes) =>
        memory is null ? new SpikeSource(spikes) : new SpikeSource(memory.Of(spikes));
}
