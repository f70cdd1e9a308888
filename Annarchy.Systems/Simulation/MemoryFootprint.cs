using Annarchy.Transmission;

namespace Annarchy;

/// <content>Memory.</content>
public partial class Network
{
    /// <summary>Bytes that populations, projections and monitors hold: attributes, synapses, spikes and rates under way, records.</summary>
    /// <remarks>Compiled equations and the objects that windows on the data are made of are not counted.</remarks>
    public long MemoryFootprint
    {
        get
        {
            CheckNotDisposed();
            return (long)_columns.ByteCount
                + _populations.Sum(p => p.MemoryFootprint)
                + _projections.Sum(p => p.MemoryFootprint)
                + _monitors.Sum(m => m.MemoryFootprint);
        }
    }
}

/// <content>Memory.</content>
public partial class Population
{
    /// <summary>Bytes that the population holds: attributes, spikes, and the past that delays need.</summary>
    public long MemoryFootprint
    {
        get
        {
            Network.CheckNotDisposed();
            var bytes = Columns.ByteCount + (Spikes?.ByteCount ?? 0) + (AxonSpikes?.ByteCount ?? 0) + (FiringRate?.ByteCount ?? 0);
            foreach (var history in Past.Values)
                bytes += history.ByteCount;
            return (long)bytes;
        }
    }
}

/// <content>Memory.</content>
public partial class Projection
{
    /// <summary>Bytes that the projection holds: who is connected, attributes of synapses, spikes under way and what delivers them; 0 before it is compiled.</summary>
    public long MemoryFootprint
    {
        get
        {
            Network.CheckNotDisposed();
            return _synapses is null ? 0 : (long)ByteCount + _systems.OfType<IHoldsMemory>().Sum(s => (long)s.ByteCount);
        }
    }
}

/// <content>Memory.</content>
public sealed partial class Monitor
{
    /// <summary>Bytes of memory that the records hold.</summary>
    public long MemoryFootprint
    {
        get
        {
            Network.CheckNotDisposed();
            return Recorders.Sum(r => r.Logs.Sum(l => (long)l.ByteCount));
        }
    }
}
