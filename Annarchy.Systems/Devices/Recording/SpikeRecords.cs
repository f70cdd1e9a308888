using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Records of the spikes of a population: the ranks, one step after the other, and how many there are of each step.</summary>
internal sealed class SpikeRecords : DeviceRecords
{
    private const int MostRecords = 4096;
    private const int LeastSteps = 16;
    private const int LeastRanks = 1 << 16;

    private readonly OnDevice _device;
    private readonly SpikeRing _spikes;
    private readonly Action<long, ReadOnlySpan<int>> _deliver;
    private readonly DeviceBlock _ranks;
    private readonly DeviceBlock _counts;
    private readonly DeviceBlock _used;
    private readonly DeviceKernel _record;
    private readonly DeviceKernel _count;
    private readonly List<long> _steps = new(MostRecords);
    private readonly int _capacity;
    private int _certain;

    /// <param name="device">The network's side of the device.</param>
    /// <param name="spikes">The spikes; they are recorded when the ring has moved on.</param>
    /// <param name="deliver">Takes the ranks of a step, ascending.</param>
    public SpikeRecords(OnDevice device, SpikeRing spikes, Action<long, ReadOnlySpan<int>> deliver)
    {
        (_device, _spikes, _deliver) = (device, spikes, deliver);
        _capacity = (int)Math.Max((long)LeastSteps * spikes.Current.Size, LeastRanks);
        _ranks = device.Memory.Scratch((long)_capacity * sizeof(int));
        _counts = device.Memory.Scratch(MostRecords * sizeof(int));
        _used = device.Memory.Scratch(2 * sizeof(int));
        _record = PrintRecord();
        _count = PrintCount();
    }

    /// <summary>How many ranks there are is not known before it is asked for; until then every neuron may have spiked in every step.</summary>
    public override bool IsFull
    {
        get
        {
            if (_steps.Count == MostRecords)
                return true;
            if (_certain + _spikes.Current.Size <= _capacity)
                return false;
            Span<int> used = stackalloc int[1];
            _device.Memory.Stream.Download(_used.Buffer, 0, MemoryMarshal.AsBytes(used));
            _certain = used[0];
            return _certain + (_capacity / 2) > _capacity || _certain + _spikes.Current.Size > _capacity;
        }
    }

    public override void Record(long step)
    {
        _record.Launch();
        _count.Launch();
        _steps.Add(step);
        _certain += _spikes.Current.Size;
    }

    public override bool Fetch()
    {
        if (_steps.Count == 0)
            return false;
        var stream = _device.Memory.Stream;
        var counts = new int[_steps.Count];
        stream.Download(_counts.Buffer, 0, MemoryMarshal.AsBytes(counts.AsSpan()));
        var ranks = new int[counts.Sum()];
        if (ranks.Length > 0)
            stream.Download(_ranks.Buffer, 0, MemoryMarshal.AsBytes(ranks.AsSpan()));
        stream.Upload(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([0, 0])), _used.Buffer, 0);
        var first = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var ofStep = ranks.AsSpan(first, counts[i]);
            ofStep.Sort();
            _deliver(_steps[i], ofStep);
            first += counts[i];
        }

        _steps.Clear();
        _certain = 0;
        return true;
    }

    public override void Dispose()
    {
        _device.Memory.Free(_ranks);
        _device.Memory.Free(_counts);
        _device.Memory.Free(_used);
    }

    private DeviceKernel PrintRecord()
    {
        var text = _device.Text();
        SpikeText.PrintList(text, _spikes, "1");
        var (to, used) = (text.Block(_ranks, "i32", () => _ranks, isWritten: true), text.Block(_used, "i32", () => _used));
        text.Line("for (i32 i = ITEM; i < count; i += ITEMS)");
        text.Line($"    {to}[{used}[0] + i] = {SpikeText.Rank(text, _spikes, "list", "i")};");
        return _device.Kernels.Add(text.Finish("record of spikes", new KernelShape(() => Math.Min(_spikes.Current.Size, 1 << 14))));
    }

    private DeviceKernel PrintCount()
    {
        var text = _device.Text();
        SpikeText.PrintList(text, _spikes, "1");
        var (counts, used) = (text.Block(_counts, "i32", () => _counts, isWritten: true), text.Block(_used, "i32", () => _used, isWritten: true));
        text.Line($"{counts}[{used}[1]++] = count;");
        text.Line($"{used}[0] += count;");
        return _device.Kernels.Add(text.Finish("number of spikes", KernelShape.One));
    }
}
