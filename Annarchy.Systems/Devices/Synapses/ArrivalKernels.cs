using Annarchy.Persistence;
using Annarchy.Programs;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Devices;

/// <summary>
/// What arriving spikes do. A first kernel goes through the synapses of spiking neurons and marks them; a second one goes through dendrites and acts
/// at marked synapses one after the other. So work follows the spikes, no two items write to one place, and sums are always added in the same
/// order.
/// </summary>
internal sealed class ArrivalKernels : IKernelSystem, IDelayLine
{
    private readonly OnDevice _device;
    private readonly Projection _projection;
    private readonly SynapseArrays _arrays;
    private readonly SynapseSlots _slots;
    private readonly SpikeRing _spikes;
    private readonly bool _isAxonal;
    private readonly DeviceKernel _mark;
    private readonly DeviceKernel? _clear;
    private readonly DeviceKernel? _plastic;
    private readonly DeviceKernel? _frozen;
    private ScratchBlock? _marks;

    /// <summary>Nothing on the host.</summary>
    public nuint ByteCount => 0;

    public ArrivalKernels(
        OnDevice device,
        Projection projection,
        SynapseArrays arrays,
        SynapseSlots slots,
        UpdateProgram? plastic,
        UpdateProgram? frozen,
        SpikeRing spikes,
        bool isAxonal)
    {
        (_device, _projection, _arrays, _slots, _spikes, _isAxonal) = (device, projection, arrays, slots, spikes, isAxonal);
        _mark = arrays.IsDense ? PrintDenseMark() : PrintMark();
        _clear = arrays.IsDense ? PrintClear() : null;
        _plastic = plastic is null ? null : PrintEvent(plastic);
        _frozen = ReferenceEquals(plastic, frozen) ? _plastic : frozen is null ? null : PrintEvent(frozen);
    }

    public string Name => $"{(_isAxonal ? "axonal spikes" : "spikes")} of {_projection.Label} on {_device.Memory.Device.Name}";

    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting || (_isAxonal && !_projection.AxonTransmission))
            return;
        if ((_projection.Plasticity ? _plastic : _frozen) is not { } kernel)
            return;
        _arrays.Refresh();
        _clear?.Launch();
        _mark.Launch();
        kernel.Launch();
    }

    /// <summary>Spikes wait with the neurons that emitted them, whatever their delays.</summary>
    public void EnsureDepth(int steps) => _projection.Pre.Whole.RequireSpikeDelay(steps);

    public void Clear()
    {
    }

    public void Save(in StateWriter writer)
    {
    }

    public void Load(in StateReader reader)
    {
    }

    /// <summary>The marks: enough for the synapses there are.</summary>
    private ScratchBlock Marks()
    {
        var bytes = Math.Max((long)_arrays.MarkWords() * sizeof(uint), 4);
        if (_marks is not null && _marks.Buffer.ByteCount == bytes)
            return _marks;
        if (_marks is not null)
            _device.Memory.Free(_marks);
        return _marks = _device.Memory.Scratch(bytes);
    }

    private string PrintMarks(KernelText text, bool isWritten = true) => text.Block((this, "marks"), "u32", Marks, isWritten);

    /// <summary>Opens the loop over the spikes of some delay.</summary>
    private void PrintSpikes(KernelText text, string delay)
    {
        SpikeText.PrintList(text, _spikes, delay);
        text.Line("for (i32 i = ROW; i < count; i += ROWS)");
        text.Line("{");
        text.Line($"const i32 rank = {SpikeText.Rank(text, _spikes, "list", "i")};");
    }

    private DeviceKernel PrintMark()
    {
        var text = _device.Text();
        var (marks, ofSlot) = (PrintMarks(text), _arrays.MarkOfSlot(text));
        var hasOneDelay = _isAxonal || _arrays.Connectivity.UniformDelay is not null;
        if (!hasOneDelay)
            text.Line($"for (i32 delay = 1; delay <= {text.Number(() => _arrays.Connectivity.MaxDelay)}; delay++)");
        text.Line("{");
        PrintSpikes(text, hasOneDelay ? Delay(text) : "delay");
        text.Line($"i32 begin = {_arrays.Begins(text)}[rank], end = {_arrays.Ends(text)}[rank];");
        if (!hasOneDelay)
        {
            // Rows are in the order of delays: those of one delay lie between two bounds.
            var delays = _arrays.Delays(text);
            text.Line("i32 low = begin, high = end;");
            text.Line(FirstBeyond("<"));
            text.Line("begin = low;");
            text.Line("high = end;");
            text.Line(FirstBeyond("<="));
            text.Line("end = low;");

            string FirstBeyond(string isBefore) =>
                "while (low < high) { const i32 middle = low + (high - low) / 2; "
                + $"if ({delays}[middle] {isBefore} delay) low = middle + 1; else high = middle; }}";
        }

        text.Line("for (i32 slot = begin + LANE; slot < end; slot += LANES)");
        text.Line($"    SET_BITS(&{marks}[{ofSlot}[slot] / 32], (u32)1 << ({ofSlot}[slot] % 32));");
        text.Line("}");
        text.Line("}");
        return _device.Kernels.Add(text.Finish($"marks of {_projection.Label}", SpikeShape));
    }

    private DeviceKernel PrintDenseMark()
    {
        var text = _device.Text();
        var marks = PrintMarks(text);
        PrintSpikes(text, Delay(text));
        text.Line($"const i32 place = {_arrays.PlaceOfRank(text)}[rank];");
        text.Line($"if (LANE == 0 && place >= 0) SET_BITS(&{marks}[place / 32], (u32)1 << (place % 32));");
        text.Line("}");
        return _device.Kernels.Add(text.Finish($"marks of {_projection.Label}", SpikeShape));
    }

    private DeviceKernel PrintClear()
    {
        var text = _device.Text();
        text.Line($"if (ITEM < {text.Number(_arrays.MarkWords)}) {PrintMarks(text)}[ITEM] = 0;");
        return _device.Kernels.Add(text.Finish($"marks of {_projection.Label}", new KernelShape(_arrays.MarkWords)));
    }

    /// <summary>A dendrite is one item's: its neuron's values stay in registers from one marked synapse to the next.</summary>
    private DeviceKernel PrintEvent(UpdateProgram program)
    {
        var text = _device.Text();
        var rows = SynapseRows.ByDendrites(_arrays, drawsBySlot: true);
        var marks = PrintMarks(text);
        text.Line("const i32 row = ITEM;");
        text.Line($"if (row >= {text.Number(() => rows.Count)}) return;");
        rows.PrintRow(text);
        Slot[] sums = [.. program.Stores.Select(s => s.Target).Where(IsOfDendrite)];
        for (var i = 0; i < sums.Length; i++)
            text.Line($"{(sums[i].Kind == AttributeKind.Real ? "REAL" : "INT")} sum{i} = {_slots.Place(text, sums[i], isWritten: true)};");
        text.Line(_arrays.IsDense
            ? $"const i32 firstWord = 0, endWord = {text.Number(_arrays.MarkWords)};"
            : $"const i32 firstWord = {_arrays.MarkBegins(text)}[row], endWord = {_arrays.MarkBegins(text)}[row + 1];");
        text.Line("int changes = 0;");
        text.Line("for (i32 word = firstWord; word < endWord; word++)");
        text.Line("{");
        text.Line($"u32 left = {marks}[word];");
        text.Line("if (left == 0) continue;");
        if (!_arrays.IsDense)
            text.Line($"{marks}[word] = 0;");
        text.Line("changes = 1;");
        text.Line("while (left != 0)");
        text.Line("{");
        text.Line("const i32 e = begin + (word - firstWord) * 32 + lowest_bit(left);");
        text.Line("left &= left - 1;");
        rows.PrintEntry(text);
        var printer = new CPrinter(
            text,
            slot => Array.IndexOf(sums, slot) is >= 0 and var sum ? $"sum{sum}" : _slots.Read(text, slot, isDelayed: false),
            _slots.Random(text));
        printer.Print(program);
        foreach (var store in program.Stores)
        {
            var value = printer.Stored(store.Value, store.Target.Kind);
            var place = Array.IndexOf(sums, store.Target) is >= 0 and var sum ? $"sum{sum}" : _slots.Place(text, store.Target, isWritten: true);
            text.Line($"{place} = {value};");
        }

        text.Line("}");
        text.Line("}");
        text.Line("if (!changes) return;");
        for (var i = 0; i < sums.Length; i++)
            text.Line($"{_slots.Place(text, sums[i], isWritten: true)} = sum{i};");
        return _device.Kernels.Add(text.Finish($"{_projection.Label}: {program.Name}", new KernelShape(() => rows.Count)));
    }

    private KernelShape SpikeShape => new(() => Math.Min(_spikes.Current.Size, 4096), SharesRows: true);

    private string Delay(KernelText text) => _isAxonal ? "1" : text.Number(() => _arrays.Connectivity.UniformDelay!.Value);

    private static bool IsOfDendrite(Slot slot) => slot.Owner == SlotOwner.Post || slot is { Owner: SlotOwner.Self, Locality: Locality.Semiglobal };
}
