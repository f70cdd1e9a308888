using Annarchy.Persistence;
using Annarchy.Storage;

namespace Annarchy;

/// <content>Saved state.</content>
public partial class Population
{
    /// <summary>Writes all columns and what is under way.</summary>
    internal void SaveState(in StateWriter writer)
    {
        foreach (var column in Columns.Columns)
            writer.Column(column);
        if (Spikes is { } spikes)
            SaveSpikes(writer, "spikes", spikes);
        if (AxonSpikes is { } axonSpikes)
            SaveSpikes(writer, "axon_spikes", axonSpikes);
        if (FiringRate is { } rate)
        {
            var (spikesOfStep, ranks) = rate.ToArrays();
            writer.Number("firing_rate/window", rate.Window);
            writer.List<int>("firing_rate/counts", spikesOfStep);
            writer.List<int>("firing_rate/ranks", ranks);
        }

        foreach (var (variable, history) in Past)
            history.Save(writer, $"past/{ArrayPath.Escape(variable)}");
        SaveInput(writer);
    }

    /// <summary>Reads and checks what <see cref="SaveState"/> wrote; changes nothing until the reader's plan is carried out.</summary>
    internal void LoadState(in StateReader reader)
    {
        foreach (var column in Columns.Columns)
            reader.Column(column);
        if (Spikes is { } spikes)
            LoadSpikes(reader, "spikes", spikes);
        if (AxonSpikes is { } axonSpikes)
            LoadSpikes(reader, "axon_spikes", axonSpikes);
        LoadFiringRate(reader);
        foreach (var (variable, history) in Past)
            history.Load(reader, $"past/{ArrayPath.Escape(variable)}");
        LoadInput(reader);
    }

    /// <summary>Writes where scheduled inputs are.</summary>
    private protected virtual void SaveInput(in StateWriter writer)
    {
    }

    /// <summary>Reads what <see cref="SaveInput"/> wrote.</summary>
    private protected virtual void LoadInput(in StateReader reader)
    {
    }

    private static void SaveSpikes(in StateWriter writer, string name, SpikeRing ring)
    {
        var counts = new int[ring.Depth];
        var ranks = new List<int>();
        for (var delay = 1; delay <= ring.Depth; delay++)
        {
            var list = ring.At(delay).Ranks;
            counts[delay - 1] = list.Length;
            ranks.AddRange(list);
        }

        writer.List<int>($"{name}/counts", counts);
        writer.List<int>($"{name}/ranks", ranks.ToArray());
    }

    private void LoadSpikes(in StateReader reader, string name, SpikeRing ring)
    {
        var counts = reader.Array<int>($"{name}/counts", ring.Depth);
        var ranks = reader.List<int>($"{name}/ranks", (long)ring.Depth * Size);
        var next = 0;
        foreach (var count in counts)
        {
            if (count < 0 || count > ranks.Length - next)
                throw reader.Fault($"{name}/counts", "it does not fit the list of ranks");
            for (var i = next; i < next + count; i++)
            {
                if ((uint)ranks[i] >= (uint)Size || (i > next && ranks[i] <= ranks[i - 1]))
                    throw reader.Fault($"{name}/ranks", $"rank {ranks[i]} is not one of the {Size} neurons, or not in order");
            }

            next += count;
        }

        if (next != ranks.Length)
            throw reader.Fault($"{name}/counts", "it does not fit the list of ranks");
        reader.Then(() =>
        {
            ring.Clear();
            var spike = 0;
            for (var delay = 1; delay <= counts.Length; delay++)
            {
                for (var end = spike + counts[delay - 1]; spike < end; spike++)
                    ring.At(delay).Add(ranks[spike]);
            }
        });
    }

    private void LoadFiringRate(in StateReader reader)
    {
        if (FiringRate is not { } rate)
        {
            if (reader.Contains("firing_rate/window"))
            {
                throw reader.Fault(
                    "firing_rate/window",
                    $"'{Name}' does not compute firing rates; call {nameof(ComputeFiringRate)}({reader.Number<double>("firing_rate/window")}) before loading");
            }

            return;
        }

        var window = reader.Number<double>("firing_rate/window");
        if (window != rate.Window)
        {
            throw reader.Fault(
                "firing_rate/window", $"it is {window} ms and that of '{Name}' {rate.Window} ms; call {nameof(ComputeFiringRate)}({window}) before loading");
        }

        var counts = reader.Array<int>("firing_rate/counts", rate.Steps);
        var ranks = reader.List<int>("firing_rate/ranks", (long)rate.Steps * Size);
        if (Array.Exists(counts, c => (uint)c > (uint)Size) || counts.Sum(c => (long)c) != ranks.Length)
            throw reader.Fault("firing_rate/counts", "it does not fit the list of ranks");
        if (Array.Exists(ranks, r => (uint)r >= (uint)Size))
            throw reader.Fault("firing_rate/ranks", $"a rank is not one of the {Size} neurons");
        reader.Then(() => rate.Restore(counts, ranks));
    }
}
