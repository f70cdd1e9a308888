using System.Runtime.InteropServices;
using Annarchy.Populations;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Firing rates over a sliding window: a bit per neuron and step of the window, and counts that follow the bits that come and go.</summary>
internal sealed class RateKernels : IRateWindow
{
    private readonly OnDevice _device;
    private readonly SpikeRing _spikes;
    private readonly FiringRate _rate;
    private readonly int _words;
    private readonly DeviceBlock _window;
    private readonly DeviceBlock _coming;
    private readonly DeviceBlock _counts;
    private readonly DeviceBlock _place;
    private readonly DeviceKernel[] _kernels;

    public RateKernels(OnDevice device, SpikeRing spikes, FiringRate rate)
    {
        (_device, _spikes, _rate) = (device, spikes, rate);
        _words = (spikes.Current.Size + 31) / 32;
        var memory = device.Memory;
        _window = memory.Scratch((long)rate.Steps * _words * sizeof(uint));
        _coming = memory.Scratch((long)_words * sizeof(uint));
        _counts = memory.Scratch((long)spikes.Current.Size * sizeof(int));
        _place = memory.Scratch(sizeof(int));
        var (spikesOfStep, ranks) = rate.ToArrays();
        Restore(spikesOfStep, ranks);
        _kernels = [.. new[] { PrintMark(), PrintCount(), PrintPlace() }.Select(device.Kernels.Add)];
    }

    /// <summary>Counts the spikes of the step in progress, before the ring moves on.</summary>
    public void Update()
    {
        foreach (var kernel in _kernels)
            kernel.Launch();
    }

    public (int[] SpikesOfStep, int[] Ranks) ToArrays()
    {
        var bits = new uint[_rate.Steps * _words];
        var place = new int[1];
        _device.Memory.Stream.Download(_window.Buffer, 0, MemoryMarshal.AsBytes(bits.AsSpan()));
        _device.Memory.Stream.Download(_place.Buffer, 0, MemoryMarshal.AsBytes(place.AsSpan()));
        var spikesOfStep = new int[_rate.Steps];
        var ranks = new List<int>();
        for (var step = 0; step < spikesOfStep.Length; step++)
        {
            var row = bits.AsSpan((place[0] + step) % _rate.Steps * _words, _words);
            var before = ranks.Count;
            for (var rank = 0; rank < _spikes.Current.Size; rank++)
            {
                if ((row[rank / 32] >> (rank % 32) & 1) != 0)
                    ranks.Add(rank);
            }

            spikesOfStep[step] = ranks.Count - before;
        }

        return (spikesOfStep, [.. ranks]);
    }

    public void Restore(ReadOnlySpan<int> spikesOfStep, ReadOnlySpan<int> ranks)
    {
        var bits = new uint[_rate.Steps * _words];
        var counts = new int[_spikes.Current.Size];
        var next = 0;
        for (var step = 0; step < spikesOfStep.Length; step++)
        {
            for (var end = next + spikesOfStep[step]; next < end; next++)
            {
                bits[(step * _words) + (ranks[next] / 32)] |= 1u << (ranks[next] % 32);
                counts[ranks[next]]++;
            }
        }

        var stream = _device.Memory.Stream;
        stream.Upload(MemoryMarshal.AsBytes(bits.AsSpan()), _window.Buffer, 0);
        stream.Upload(MemoryMarshal.AsBytes(counts.AsSpan()), _counts.Buffer, 0);
        stream.Upload(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([0])), _place.Buffer, 0);
    }

    public void Dispose()
    {
        foreach (var block in new[] { _window, _coming, _counts, _place })
            _device.Memory.Free(block);
    }

    private DeviceKernel PrintMark()
    {
        var text = _device.Text();
        SpikeText.PrintList(text, _spikes, "0");
        text.Line("for (i32 i = ITEM; i < count; i += ITEMS)");
        text.Line("{");
        text.Line($"const i32 rank = {SpikeText.Rank(text, _spikes, "list", "i")};");
        text.Line($"SET_BITS(&{text.Block(_coming, "u32", () => _coming, isWritten: true)}[rank / 32], (u32)1 << (rank % 32));");
        text.Line("}");
        return text.Finish("spikes of a window", new KernelShape(() => Math.Min(_spikes.Current.Size, 1 << 14)));
    }

    private DeviceKernel PrintCount()
    {
        var text = _device.Text();
        var words = text.Number(() => _words);
        var window = text.Block(_window, "u32", () => _window, isWritten: true);
        var coming = text.Block(_coming, "u32", () => _coming, isWritten: true);
        var counts = text.Block(_counts, "i32", () => _counts, isWritten: true);
        text.Line("const i32 word = ITEM;");
        text.Line($"if (word >= {words}) return;");
        text.Line($"const i64 past = (i64){text.Block(_place, "i32", () => _place)}[0] * {words} + word;");
        text.Line($"const u32 come = {coming}[word], go = {window}[past];");
        text.Line($"{coming}[word] = 0;");
        text.Line($"{window}[past] = come;");
        text.Line("for (u32 left = come ^ go; left != 0; left &= left - 1)");
        text.Line("{");
        text.Line("const i32 bit = lowest_bit(left), rank = word * 32 + bit;");
        text.Line($"{counts}[rank] += (come >> bit) & 1 ? 1 : -1;");
        text.Line($"{text.Column(_rate.Rates, isWritten: true)}[rank] = {CPrinter.Literal(1000.0 / _rate.Window)} * (REAL){counts}[rank];");
        text.Line("}");
        return text.Finish("firing rates", new KernelShape(() => _words));
    }

    private DeviceKernel PrintPlace()
    {
        var text = _device.Text();
        var place = text.Block(_place, "i32", () => _place, isWritten: true);
        text.Line($"{place}[0] = ({place}[0] + 1) % {text.Number(() => _rate.Steps)};");
        return text.Finish("place in a window", KernelShape.One);
    }
}
