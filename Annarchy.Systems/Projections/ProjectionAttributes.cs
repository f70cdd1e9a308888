using Annarchy.Connectivity;
using Annarchy.Language;
using Annarchy.Projections;

namespace Annarchy;

/// <content>Reading and writing attributes.</content>
public partial class Projection
{
    private const string WeightName = "w";

    /// <summary>Names of the attributes of the synapses.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>Number of post-synaptic neurons that receive synapses.</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public int Size => Connectivity.Size;

    /// <summary>Number of synapses.</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public long NbSynapses => Connectivity.Count;

    /// <summary>Ranks of the post-synaptic neurons that receive synapses, ascending.</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public IReadOnlyList<int> PostRanks => Connectivity.PostRanks.Span.ToArray();

    /// <summary>For each of <see cref="PostRanks"/>, the ranks of its pre-synaptic neurons, ascending.</summary>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public IReadOnlyList<int[]> PreRanks
    {
        get
        {
            var connectivity = Connectivity;
            var ranks = new int[connectivity.Size][];
            for (var dendrite = 0; dendrite < ranks.Length; dendrite++)
                ranks[dendrite] = connectivity.PreRanks(dendrite);
            return ranks;
        }
    }

    /// <summary>
    /// An attribute of the synapses. What is read is a copy: one number for attributes of the projection and for a weight all synapses share,
    /// one per post-synaptic neuron in the order of <see cref="PostRanks"/>, the weights of a <see cref="SharedWeightRule"/>, or one per synapse, dendrite after dendrite (a matrix if all
    /// dendrites have as many synapses; <see cref="Rows"/> keeps them apart). It is set from a number, a distribution to draw from, one number
    /// per dendrite, or one per synapse.
    /// </summary>
    /// <param name="attribute">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such attribute.</exception>
    /// <exception cref="ArgumentException">The values do not fit.</exception>
    /// <exception cref="InvalidOperationException">The network is not compiled: there are no synapses yet.</exception>
    public Values this[string attribute]
    {
        get => Read(Find(attribute));
        set => Write(FindToChange(attribute), value);
    }

    /// <summary>An attribute of the synapses of each dendrite, in the order of <see cref="PostRanks"/>; within one, of pre-synaptic ranks.</summary>
    /// <param name="attribute">Its name; what the synapses of a dendrite share is repeated.</param>
    /// <returns>A copy.</returns>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public double[][] Rows(string attribute)
    {
        var found = Find(attribute);
        var rows = new double[Connectivity.Size][];
        for (var dendrite = 0; dendrite < rows.Length; dendrite++)
            rows[dendrite] = ReadRow(found, dendrite);
        return rows;
    }

    /// <summary>Sets an attribute of every synapse.</summary>
    /// <param name="attribute">Its name.</param>
    /// <param name="rows">For each of <see cref="PostRanks"/>, one number per synapse in the order of pre-synaptic ranks.</param>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public void SetRows(string attribute, IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var found = FindToChange(attribute);
        var connectivity = Connectivity;
        CheckLocal(found);
        if (rows.Count != connectivity.Size)
        {
            throw new ArgumentException(
                $"Projection {Label}: '{attribute}' takes one row for each of the {connectivity.Size} dendrites; {rows.Count} were given.", nameof(rows));
        }

        for (var dendrite = 0; dendrite < rows.Count; dendrite++)
        {
            if (rows[dendrite]?.Length != connectivity.RowLength(dendrite))
            {
                throw new ArgumentException(
                    $"Projection {Label}: neuron {connectivity.PostRanks[dendrite]} receives {connectivity.RowLength(dendrite)} synapses, "
                    + $"its row of '{attribute}' has {rows[dendrite]?.Length ?? 0} numbers.",
                    nameof(rows));
            }
        }

        for (var dendrite = 0; dendrite < rows.Count; dendrite++)
            WriteRow(found, dendrite, rows[dendrite]);
    }

    /// <summary>The attribute of a name, up to date.</summary>
    internal SynapticAttribute Find(string attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Settle();
        if (attribute == WeightName)
            return new SynapticAttribute(attribute, HasSingleWeight ? Locality.Global : Locality.Local, WeightColumn, Connectivity is SharedWeightConnectivity);
        foreach (var definition in Definitions)
        {
            if (definition.Name != attribute)
                continue;
            if (definition.Locality != Locality.Global)
                _ = Built;
            return new SynapticAttribute(attribute, definition.Locality, AttributeColumn(definition));
        }

        var hint = NearestName.Find(attribute, Attributes) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        throw new KeyNotFoundException(
            $"The synapses of projection {Label} have no attribute '{attribute}'.{hint} They have: {string.Join(", ", Attributes)}.");
    }

    /// <summary>The attribute of a name, to be written.</summary>
    internal SynapticAttribute FindToChange(string attribute)
    {
        var found = Find(attribute);
        BeforeChange();
        return found;
    }

    /// <summary>One number per synapse of a dendrite.</summary>
    internal double[] ReadRow(in SynapticAttribute attribute, int dendrite)
    {
        var values = new double[Connectivity.RowLength(dendrite)];
        if (attribute.Locality != Locality.Local)
        {
            Array.Fill(values, attribute.Column[attribute.Locality == Locality.Global ? 0 : dendrite]);
            return values;
        }

        var slots = SlotsOf(dendrite);
        for (var i = 0; i < values.Length; i++)
            values[i] = attribute.Column[slots[i]];
        return values;
    }

    /// <summary>Sets one number per synapse of a dendrite.</summary>
    internal void WriteRow(in SynapticAttribute attribute, int dendrite, ReadOnlySpan<double> values)
    {
        CheckOwnsSynapses();
        CheckLocal(attribute);
        CheckRange(attribute, values);
        var slots = SlotsOf(dendrite);
        for (var i = 0; i < slots.Length; i++)
            attribute.Column[slots[i]] = values[i];
    }

    /// <summary>Refuses attributes that are not one per synapse.</summary>
    internal void CheckLocal(in SynapticAttribute attribute)
    {
        if (attribute is { Locality: Locality.Local, IsShared: false })
            return;
        throw new ArgumentException(attribute.IsShared
            ? $"The synapses of projection {Label} share their weights ({ConnectorDescription}); set '{attribute.Name}' of the projection."
            : attribute.Name == WeightName
            ? $"Projection {Label} has one weight for all synapses; let its connector force multiple weights to give each its own."
            : $"'{attribute.Name}' of projection {Label} is not one number per synapse.");
    }

    /// <summary>Refuses numbers that half precision cannot hold.</summary>
    private void CheckRange(in SynapticAttribute attribute, ReadOnlySpan<double> values)
    {
        if (!attribute.Column.IsHalf)
            return;
        foreach (var value in values)
        {
            if (double.IsFinite(value) && !Half.IsFinite((Half)value))
                throw new ArgumentException($"Projection {Label} stores '{attribute.Name}' in half precision, which does not reach {value}.");
        }
    }

    private long[] SlotsOf(int dendrite)
    {
        var slots = new long[Connectivity.RowLength(dendrite)];
        Connectivity.CopySlots(dendrite, slots);
        return slots;
    }

    private Values Read(in SynapticAttribute attribute)
    {
        if (attribute.Locality == Locality.Global)
            return attribute.Column[0];
        if (attribute.Locality == Locality.Semiglobal)
            return Values.Own(attribute.Column.ToArray(), [Connectivity.Size]);
        if (attribute.IsShared)
            return Values.Own(attribute.Column.ToArray(), ((SharedWeightConnectivity)Connectivity).Rule.WeightShape);
        var values = new double[checked((int)Connectivity.Count)];
        var next = 0;
        for (var dendrite = 0; dendrite < Connectivity.Size; dendrite++)
        {
            foreach (var slot in SlotsOf(dendrite))
                values[next++] = attribute.Column[slot];
        }

        return Shaped(values);
    }

    private void Write(in SynapticAttribute attribute, Values values)
    {
        if (attribute.Name == WeightName)
            CheckOwnsSynapses();
        if (attribute.IsShared)
        {
            WriteShared(attribute, values);
            return;
        }

        if (attribute.Locality == Locality.Global)
        {
            if (values.Distribution is { } one)
                values = Network.DrawAssigned(one, 1)[0];
            if (values.Count != 1)
                CheckLocal(attribute);
            attribute.Column[0] = values.Scalar;
            return;
        }

        var connectivity = Connectivity;
        var count = attribute.Locality == Locality.Semiglobal ? connectivity.Size : checked((int)connectivity.Count);
        if (values.Distribution is { } distribution)
            values = Network.DrawAssigned(distribution, count);
        if (!values.IsScalar && values.Count != count && values.Count != connectivity.Size)
        {
            throw new ArgumentException(
                $"'{attribute.Name}' of projection {Label} takes one number, {connectivity.Size} (one per dendrite)"
                + (attribute.Locality == Locality.Local ? $" or {count} (one per synapse)" : string.Empty)
                + $"; {values.Count} were given.",
                nameof(values));
        }

        if (attribute.Locality == Locality.Semiglobal)
        {
            for (var dendrite = 0; dendrite < count; dendrite++)
                attribute.Column[dendrite] = values.IsScalar ? values.Scalar : values.Items[dendrite];
            return;
        }

        CheckRange(attribute, values.IsScalar ? [values.Scalar] : values.Items);
        var isPerDendrite = values.Count == connectivity.Size;
        var next = 0;
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            foreach (var slot in SlotsOf(dendrite))
            {
                attribute.Column[slot] = values.IsScalar ? values.Scalar : values.Items[isPerDendrite ? dendrite : next];
                next++;
            }
        }
    }

    private void WriteShared(in SynapticAttribute attribute, Values values)
    {
        var column = attribute.Column;
        if (values.Distribution is { } distribution)
            values = Network.DrawAssigned(distribution, (int)column.Length);
        if (!values.IsScalar && values.Count != column.Length)
        {
            throw new ArgumentException(
                $"'{attribute.Name}' of projection {Label} takes one number or {column.Length}, the weights that synapses share; {values.Count} were given.",
                nameof(values));
        }

        for (var i = 0; i < column.Length; i++)
            column[i] = values[values.IsScalar ? 0 : i];
    }

    /// <summary>A matrix of a row per dendrite if all are as long, else a list.</summary>
    private Values Shaped(double[] values)
    {
        var connectivity = Connectivity;
        var length = connectivity.Size == 0 ? 0 : connectivity.RowLength(0);
        for (var dendrite = 1; dendrite < connectivity.Size; dendrite++)
        {
            if (connectivity.RowLength(dendrite) != length)
                return Values.Own(values, [values.Length]);
        }

        return Values.Own(values, connectivity.Size == 0 ? [0] : [connectivity.Size, length]);
    }
}
