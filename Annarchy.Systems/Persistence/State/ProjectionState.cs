using System.Runtime.InteropServices;
using System.Text;
using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Projections;
using Annarchy.Storage;

namespace Annarchy;

/// <content>Saved state.</content>
public partial class Projection
{
    private const string ConnectorName = "connector";
    private const int MaxConnectorBytes = 1 << 16;

    /// <summary>Writes who is connected, all attributes in the order of dendrites, and what is under way.</summary>
    internal void SaveState(in StateWriter writer)
    {
        if (SavesSynapses)
            SynapsesOf(Connectivity).Save(writer);
        else
            writer.List<byte>(ConnectorName, Encoding.UTF8.GetBytes(ConnectorDescription));
        foreach (var name in SavedAttributes)
            SaveAttribute(writer, Find(name));
        if (LastEvent is { } lastEvent)
            SaveAttribute(writer, lastEvent);
        DelayLine?.Save(writer);
    }

    /// <summary>Reads and checks what <see cref="SaveState"/> wrote; changes nothing until the reader's plan is carried out.</summary>
    internal void LoadState(in StateReader reader, ProjectionEntry entry)
    {
        var count = SavesSynapses ? LoadSynapses(reader, entry) : CheckConnector(reader, entry);
        foreach (var name in SavedAttributes)
            LoadAttribute(reader, FindToChange(name), count);
        if (LastEvent is { } lastEvent)
            LoadAttribute(reader, lastEvent, count);
        DelayLine?.Load(reader);
    }

    /// <summary>Whether a file holds who is connected; not if that follows from a rule or from another projection.</summary>
    internal bool SavesSynapses => _connector is null or PatternConnector;

    /// <summary>Attributes whose values are the projection's own.</summary>
    private IEnumerable<string> SavedAttributes => _connector is BorrowingConnector ? Attributes.Where(a => a != WeightName) : Attributes;

    /// <summary>Reads who is connected.</summary>
    /// <returns>The number of synapses.</returns>
    private long LoadSynapses(in StateReader reader, ProjectionEntry entry)
    {
        var connectivity = Connectivity;
        var saved = SavedSynapses.Load(reader, entry, connectivity.PreSize, connectivity.PostSize);
        if (SynapsesOf(connectivity).Equals(saved))
        {
            if (entry.IsEdited && connectivity is not DenseConnectivity)
                reader.Then(() => Editable());
        }
        else if (entry.IsEdited && CanBecome(saved))
        {
            reader.Then(() => Become(saved));
        }
        else
        {
            throw reader.Fault(
                "pre_ranks", $"projection {Label} connects other neurons, or with other delays. Load before the network is compiled to take the saved synapses");
        }

        return saved.PreRanks.Length;
    }

    /// <summary>Refuses a file of a projection that another rule connected, or that took its synapses from another one.</summary>
    /// <returns>The number of synapses with values of their own: none.</returns>
    private long CheckConnector(in StateReader reader, ProjectionEntry entry)
    {
        var saved = Encoding.UTF8.GetString(reader.List<byte>(ConnectorName, MaxConnectorBytes));
        if (saved != ConnectorDescription)
            throw reader.Fault(ConnectorName, $"projection {Label} was connected by '{saved}', now by '{ConnectorDescription}'");
        if (entry.UniformDelay is { } delay && delay != Connectivity.UniformDelay)
            throw reader.Fault(ConnectorName, $"projection {Label} had a delay of {delay} steps, now of {Connectivity.UniformDelay}");
        return 0;
    }

    /// <summary>Reads the synapses of a file and their weights, before there are any.</summary>
    internal (SavedSynapses Synapses, double[] Weights) ReadSynapses(in StateReader reader, ProjectionEntry entry)
    {
        var synapses = SavedSynapses.Load(reader, entry, Pre.Whole.Size, Post.Whole.Size);
        ReadOnlySpan<long> shape = entry.HasSingleWeight ? [] : [synapses.PreRanks.Length];
        return (synapses, Network.Precision == Precision.Double
            ? reader.Array<double>(WeightName, shape)
            : Array.ConvertAll(reader.Array<float>(WeightName, shape), w => (double)w));
    }

    /// <summary>Makes the synapses of a file, unless the connector makes the same; before the network is compiled.</summary>
    internal void BuildAs(SavedSynapses saved, double[] weights, bool hasSingleWeight, bool isEdited)
    {
        if (_connector is not null)
        {
            Build();
            if (HasSingleWeight == hasSingleWeight && (SynapsesOf(Connectivity).Equals(saved) || (isEdited && CanBecome(saved))))
                return;
            _synapses!.Dispose();
            _synapses = null;
        }

        _connector = new PatternConnector(
            WholeEnds,
            saved.ToPattern(Network.TimeStep, hasSingleWeight ? null : weights),
            new ConstantValues(hasSingleWeight ? weights[0] : 0.0),
            new ConstantValues((saved.UniformDelay ?? 1) * Network.TimeStep),
            StorageFormat.Automatic,
            ForceMultipleWeights: !hasSingleWeight);
        Build();
    }

    /// <summary>Whether synapses were created or pruned.</summary>
    internal bool IsEdited => Connectivity is SparseConnectivity { Rows.IsLoose: true };

    /// <summary>Whether creating and pruning leads to the saved synapses.</summary>
    private bool CanBecome(SavedSynapses saved) =>
        Connectivity is not DenseConnectivity
        && Connectivity is var connectivity
        && connectivity.UniformDelay == saved.UniformDelay
        && connectivity.PostRanks.Span.SequenceEqual(saved.PostRanks)
        && (saved.Delays is null || saved.Delays.Length == 0 || saved.Delays.Max() <= connectivity.MaxDelay);

    /// <summary>Creates and prunes synapses until they are the saved ones; their values are whatever.</summary>
    private void Become(SavedSynapses saved)
    {
        var connectivity = Editable();
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            foreach (var pre in connectivity.PreRanks(dendrite))
                PruneSynapse(dendrite, pre, (int)connectivity.FindSlot(dendrite, pre));
            for (var i = (int)saved.Begin[dendrite]; i < (int)saved.Begin[dendrite + 1]; i++)
                connectivity.Create(dendrite, saved.PreRanks[i], saved.Delays?[i] ?? saved.UniformDelay!.Value, SlotColumns);
        }
    }

    /// <summary>Sets the switches of a saved projection.</summary>
    internal void Restore(ProjectionEntry entry)
    {
        (Transmission, Update, Plasticity) = (entry.Transmission, entry.Update, entry.Plasticity);
        (UpdatePeriod, UpdateOffset) = (entry.UpdatePeriod, entry.UpdateOffset);
        _creating.Restore(entry.CreatingPeriod);
        _pruning.Restore(entry.PruningPeriod);
    }

    private static SavedSynapses SynapsesOf(SynapticConnectivity connectivity)
    {
        var begin = new long[connectivity.Size + 1];
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
            begin[dendrite + 1] = begin[dendrite] + connectivity.RowLength(dendrite);
        var preRanks = new int[begin[^1]];
        var delays = connectivity.UniformDelay is null ? new int[begin[^1]] : null;
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            var row = (int)begin[dendrite]..(int)begin[dendrite + 1];
            connectivity.CopyPreRanks(dendrite, preRanks.AsSpan(row));
            if (delays is not null)
                connectivity.CopyDelays(dendrite, delays.AsSpan(row));
        }

        return new SavedSynapses(
            connectivity.PostSize, connectivity.PostRanks.Span.ToArray(), begin, preRanks, delays, connectivity.UniformDelay);
    }

    private void SaveAttribute(in StateWriter writer, in SynapticAttribute attribute)
    {
        if (attribute.Locality != Locality.Local || attribute.IsShared)
        {
            writer.Column(attribute.Column);
            return;
        }

        if (attribute.Column.IsHalf)
        {
            writer.List<float>(ArrayPath.Escape(attribute.Name), Array.ConvertAll(Read(attribute).ToArray(), w => (float)w));
            return;
        }

        var rows = new byte[Connectivity.Count * attribute.Column.ElementSize];
        if (attribute.Column.ElementSize == sizeof(int))
            Gather<int>(attribute.Column, rows);
        else
            Gather<long>(attribute.Column, rows);
        writer.Rows(ArrayPath.Escape(attribute.Name), attribute.Column, rows, Connectivity.Count);
    }

    private void LoadAttribute(in StateReader reader, SynapticAttribute attribute, long count)
    {
        if (attribute.Locality != Locality.Local || attribute.IsShared)
        {
            reader.Column(attribute.Column);
            return;
        }

        var column = attribute.Column;
        if (column.IsHalf)
        {
            var values = Array.ConvertAll(reader.Array<float>(ArrayPath.Escape(attribute.Name), count), w => (double)w);
            reader.Then(() => Write(attribute, Values.Own(values, [values.Length])));
            return;
        }

        var rows = reader.Rows(ArrayPath.Escape(attribute.Name), column, count);
        reader.Then(() =>
        {
            if (column.ElementSize == sizeof(int))
                Scatter<int>(rows, column);
            else
                Scatter<long>(rows, column);
        });
    }

    private unsafe void Gather<T>(Column column, byte[] rows)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(rows.AsSpan());
        var source = (T*)column.Address;
        var next = 0;
        for (var dendrite = 0; dendrite < Connectivity.Size; dendrite++)
        {
            foreach (var slot in SlotsOf(dendrite))
                values[next++] = source[slot];
        }
    }

    private unsafe void Scatter<T>(byte[] rows, Column column)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(rows.AsSpan());
        var target = (T*)column.Address;
        var next = 0;
        for (var dendrite = 0; dendrite < Connectivity.Size; dendrite++)
        {
            foreach (var slot in SlotsOf(dendrite))
                target[slot] = values[next++];
        }
    }
}
