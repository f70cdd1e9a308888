using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>
/// Synapses that were created in rows which are still to see spikes from before that. They share what is done to their row, and get the values
/// they were created with back afterwards.
/// </summary>
/// <param name="rowCount">Rows there are.</param>
internal sealed class YoungSynapses(int rowCount)
{
    private readonly Synapse?[] _firstOfRow = new Synapse?[rowCount];
    private Synapse? _spare;

    /// <summary>How many there are; some may have been pruned again.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a synapse.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="rank">Rank of the neuron at the other end.</param>
    /// <param name="step">The last step whose spikes it does not see.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="columns">The columns of synaptic values.</param>
    public void Add(int row, int rank, long step, int slot, ReadOnlySpan<Column> columns)
    {
        // One between the same neurons that was pruned in the meantime is no more.
        var synapse = _firstOfRow[row];
        while (synapse is not null && synapse.Rank != rank)
            synapse = synapse.Next;
        if (synapse is null)
        {
            synapse = _spare ?? new Synapse(columns.Length);
            _spare = synapse.Next;
            synapse.Next = _firstOfRow[row];
            _firstOfRow[row] = synapse;
            Count++;
        }

        (synapse.Rank, synapse.Step) = (rank, step);
        synapse.Keep(slot, columns);
    }

    /// <summary>The first synapse of a row, if there is one.</summary>
    public Synapse? First(int row) => _firstOfRow[row];

    /// <summary>Forgets the synapses of a row if they were created before it was shown the spikes of a step.</summary>
    public void Forget(int row, long step)
    {
        while (_firstOfRow[row] is { } synapse && synapse.Step <= step)
        {
            _firstOfRow[row] = synapse.Next;
            synapse.Next = _spare;
            _spare = synapse;
            Count--;
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        for (var row = 0; row < _firstOfRow.Length && Count > 0; row++)
            Forget(row, long.MaxValue);
    }

    /// <summary>A synapse that was created.</summary>
    public sealed class Synapse(int columns)
    {
        private readonly double[] _values = new double[columns];

        /// <summary>Rank of the neuron at the other end.</summary>
        public int Rank { get; set; }

        /// <summary>The last step whose spikes it does not see.</summary>
        public long Step { get; set; }

        /// <summary>The next one of the row.</summary>
        public Synapse? Next { get; internal set; }

        /// <summary>Keeps the values of a slot.</summary>
        public void Keep(int slot, ReadOnlySpan<Column> columns)
        {
            for (var i = 0; i < columns.Length; i++)
                _values[i] = columns[i][slot];
        }

        /// <summary>Gives a slot the values that were kept.</summary>
        public void GiveBack(int slot, ReadOnlySpan<Column> columns)
        {
            for (var i = 0; i < columns.Length; i++)
                columns[i][slot] = _values[i];
        }
    }
}
