using System.Globalization;
using System.Runtime.InteropServices;
using Annarchy.Connectivity;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>
/// The step, the seed of draws and the places of all rings as the device sees them. It advances them itself, so that the launches of a step are the
/// same in every step; the host looks whether it would say the same and stores its own if not.
/// </summary>
internal sealed class DeviceClock
{
    /// <summary>Rings one kernel advances: a device takes at least 128 arguments.</summary>
    private const int RingsPerKernel = 32;

    /// <summary>Rings that can be kept.</summary>
    private const int MaxRings = 4096;

    private readonly OnDevice _device;
    private readonly Network _network;
    private readonly List<object> _rings = [];
    private readonly ScratchBlock _clock;
    private readonly ScratchBlock _heads;
    private readonly ScratchBlock _spikes;
    private readonly DeviceKernel _tick;
    private readonly List<DeviceKernel> _advance = [];
    private readonly List<int> _expectedHeads = [];
    private long _expectedStep = -1;
    private ulong _expectedSeed;

    public DeviceClock(OnDevice device, Network network)
    {
        _device = device;
        _network = network;
        _clock = device.Memory.Scratch(2 * sizeof(ulong));
        _heads = device.Memory.Scratch(MaxRings * sizeof(int));
        _spikes = device.Memory.Scratch(MaxRings * sizeof(ulong));
        var text = device.Text();
        var clock = text.Block(_clock, "u64", () => _clock, isWritten: true);
        var step = text.Column(network.NetworkColumn(SlotNames.Step), isWritten: true);
        var time = text.Column(network.NetworkColumn(SlotNames.Time), isWritten: true);
        text.Line($"{clock}[0]++;");
        text.Line($"{step}[0] = (INT){clock}[0];");
        text.Line($"{time}[0] = (REAL)((WIDE){clock}[0] * (WIDE){network.TimeStep.ToString("E17", CultureInfo.InvariantCulture)});");
        _tick = device.Kernels.Add(text.Finish("clock", KernelShape.One));
    }

    /// <summary>The name, in a kernel, of the step and the seed of draws.</summary>
    public string In(KernelText text) => text.Block(_clock, "u64", () => _clock);

    /// <summary>The place, in a kernel, of the current list or the latest row of a ring.</summary>
    public string HeadOf(object ring, KernelText text)
    {
        var index = Register(ring);
        return $"{text.Block(_heads, "i32", () => _heads)}[{text.Number(() => index)}]";
    }

    /// <summary>Has the clock advance a ring in every step.</summary>
    /// <param name="ring">A <see cref="SpikeRing"/> or <see cref="HistoryRing"/>.</param>
    /// <returns>Its number.</returns>
    public int Register(object ring)
    {
        var index = _rings.IndexOf(ring);
        if (index >= 0)
            return index;
        if (_rings.Count == MaxRings)
            throw new NotSupportedException($"A device keeps at most {MaxRings} delay lines.");
        _rings.Add(ring);
        _expectedStep = -1;
        return _rings.Count - 1;
    }

    /// <summary>How many spikes went through a ring.</summary>
    public long SpikesOf(SpikeRing ring)
    {
        var index = _rings.IndexOf(ring);
        var count = 0L;
        if (index >= 0)
            _device.Memory.Stream.Download(_spikes.Buffer, index * sizeof(long), MemoryMarshal.AsBytes(new Span<long>(ref count)));
        return count;
    }

    /// <summary>Has the clock of the device show what that of the host does.</summary>
    public void Synchronize()
    {
        if (_rings.Exists(r => r is SpikeRing ring && _device.Memory.HasOutgrown(ring)))
            _device.Memory.Invalidate();
        var (step, seed) = (_network.CurrentStep, _network.StreamSeed);
        if (_expectedStep == step && _expectedSeed == seed && HeadsAreExpected())
        {
            BothChanged();
            return;
        }

        _device.Memory.Stream.Upload(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>([(ulong)step, seed])), _clock.Buffer, 0);
        (_expectedStep, _expectedSeed) = (step, seed);
        NoteHeads();
        if (_expectedHeads.Count > 0)
            _device.Memory.Stream.Upload(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_expectedHeads)), _heads.Buffer, 0);
    }

    /// <summary>Makes the kernels that advance the rings, once all are known.</summary>
    public void Prepare()
    {
        for (var first = 0; first < _rings.Count; first += RingsPerKernel)
        {
            var text = _device.Text();
            var heads = text.Block(_heads, "i32", () => _heads, isWritten: true);
            for (var i = first; i < Math.Min(first + RingsPerKernel, _rings.Count); i++)
                PrintAdvance(text, heads, i);
            _advance.Add(_device.Kernels.Add(text.Finish("rings", KernelShape.One)));
        }
    }

    /// <summary>Launches the end of a step.</summary>
    public void Tick()
    {
        _tick.Launch();
        _expectedStep++;
        BothChanged();
    }

    /// <summary>Advances all rings, on the host and on the device.</summary>
    public void Advance()
    {
        foreach (var kernel in _advance)
            kernel.Launch();
        foreach (var ring in _rings)
        {
            if (ring is HistoryRing history)
            {
                history.Advance(0);
                continue;
            }

            var spikes = (SpikeRing)ring;
            spikes.Advance();
            _device.Memory.Of(spikes).Advanced();
        }

        NoteHeads();
    }

    private static int HeadOf(object ring) => ring is HistoryRing history ? history.Head(0) : ((SpikeRing)ring).Head;

    private HostMirror MirrorOf(string column) => _device.Memory.Of(_network.NetworkColumn(column).Memory);

    /// <summary>The host sets the time before each step; what it sets is what the device has then.</summary>
    private void BothChanged()
    {
        MirrorOf(SlotNames.Step).BothChanged();
        MirrorOf(SlotNames.Time).BothChanged();
    }

    private bool HeadsAreExpected()
    {
        for (var i = 0; i < _rings.Count; i++)
        {
            if (HeadOf(_rings[i]) != _expectedHeads[i])
                return false;
        }

        return true;
    }

    private void NoteHeads()
    {
        _expectedHeads.Clear();
        foreach (var ring in _rings)
            _expectedHeads.Add(HeadOf(ring));
    }

    private void PrintAdvance(KernelText text, string heads, int index)
    {
        var ring = _rings[index];
        var length = text.Number(() => ring is HistoryRing history ? history.Depth : ((SpikeRing)ring).Lists.Length);
        var head = $"{heads}[{index}]";
        var counts = ring is SpikeRing spikes ? SpikeText.Counts(text, spikes, isWritten: true) : null;
        if (counts is not null)
            text.Line($"{text.Block(_spikes, "i64", () => _spikes, isWritten: true)}[{index}] += {counts}[{head}];");
        text.Line($"{head} = ({head} == 0 ? {length} : {head}) - 1;");
        if (counts is not null)
            text.Line($"{counts}[{head}] = 0;");
    }
}
