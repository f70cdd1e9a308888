using System.Runtime.InteropServices;
using Annarchy.Devices;
using Annarchy.Populations;
using Annarchy.Storage;

namespace Annarchy.Monitors;

/// <summary>Records the ranks of the neurons that spiked, step by step.</summary>
internal sealed unsafe class SpikeRecorder : Recorder
{
    private readonly SpikeRing _spikes;
    private readonly bool[]? _isRecorded;
    private readonly ChunkedLog _ranks = new(sizeof(int));
    private readonly ChunkedLog _steps = new(sizeof(StepEntry));

    /// <param name="variable"><c>spike</c> or <c>axon_spike</c>.</param>
    /// <param name="spikes">The population's spikes.</param>
    /// <param name="ranks">The neurons to record; null for all.</param>
    public SpikeRecorder(string variable, SpikeRing spikes, IEnumerable<int>? ranks)
        : base(variable)
    {
        _spikes = spikes;
        Ranks = ranks is null ? new RankRange(spikes.Current.Size) : [.. ranks];
        if (ranks is null)
            return;
        _isRecorded = new bool[spikes.Current.Size];
        foreach (var rank in Ranks)
            _isRecorded[rank] = true;
    }

    /// <summary>The recorded neurons.</summary>
    public IReadOnlyList<int> Ranks { get; }

    public override IReadOnlyList<ChunkedLog> Logs => [_ranks, _steps];

    public override IEnumerable<StoredLog> Files =>
    [
        new StoredLog(_ranks, ".ranks", "'<i4'", []),
        new StoredLog(_steps, ".steps", "[('step', '<i8'), ('count', '<i4'), ('', '|V4')]", []),
    ];

    public override bool IsInput => false;

    public override bool IsEvent => true;

    public override string? FaultOf(IReadOnlyList<byte[]> records)
    {
        var ranks = MemoryMarshal.Cast<byte, int>(records[0].AsSpan());
        var spikes = 0L;
        foreach (var entry in MemoryMarshal.Cast<byte, StepEntry>(records[1].AsSpan()))
        {
            // Steps need not ascend: the clock may have been set back.
            if (entry.Count < 0 || entry.Step < 0)
                return "a step is not possible";
            spikes += entry.Count;
        }

        if (spikes != ranks.Length)
            return "there are not as many spikes as its steps say";
        foreach (var rank in ranks)
        {
            if ((uint)rank >= (uint)_spikes.Current.Size)
                return $"rank {rank} is not one of {_spikes.Current.Size} neurons";
        }

        return null;
    }

    public override void Record(long step)
    {
        // The ring has moved on: the spikes of the step in progress are those of delay 1.
        Append(step, _spikes.At(1).Ranks);
    }

    protected override DeviceRecords CreateOn(OnDevice device) => new SpikeRecords(device, _spikes, Append);

    private void Append(long step, ReadOnlySpan<int> ranks)
    {
        if (ranks.IsEmpty)
            return;
        var before = _ranks.Count;
        if (_isRecorded is null)
        {
            _ranks.Append(MemoryMarshal.AsBytes(ranks));
        }
        else
        {
            foreach (var rank in ranks)
            {
                if (_isRecorded[rank])
                    *(int*)_ranks.Append() = rank;
            }
        }

        if (_ranks.Count > before)
            *(StepEntry*)_steps.Append() = new StepEntry(step, (int)(_ranks.Count - before));
    }

    public override void Trim(long limit)
    {
        for (var excess = _ranks.Count - limit; excess > 0;)
        {
            var first = (StepEntry*)_steps.Record(0);
            var dropped = (int)Math.Min(excess, first->Count);
            _ranks.DropFirst(dropped);
            excess -= dropped;
            if (dropped == first->Count)
                _steps.DropFirst(1);
            else
                *first = *first with { Count = first->Count - dropped };
        }
    }

    /// <summary>The steps at which each neuron spiked, by rank.</summary>
    public SortedDictionary<int, long[]> ToDictionary()
    {
        var lists = new SortedDictionary<int, List<long>>();
        var spike = 0L;
        for (var i = 0L; i < _steps.Count; i++)
        {
            var entry = *(StepEntry*)_steps.Record(i);
            for (var end = spike + entry.Count; spike < end; spike++)
            {
                var rank = *(int*)_ranks.Record(spike);
                if (!lists.TryGetValue(rank, out var steps))
                    lists.Add(rank, steps = []);
                steps.Add(entry.Step);
            }
        }

        return new SortedDictionary<int, long[]>(lists.ToDictionary(p => p.Key, p => p.Value.ToArray()));
    }

    protected override void Clear()
    {
        _ranks.Clear();
        _steps.Clear();
    }

    public override void Dispose()
    {
        _ranks.Dispose();
        _steps.Dispose();
    }

    private readonly record struct StepEntry(long Step, int Count);
}
