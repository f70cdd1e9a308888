using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>What the spikes of post-synaptic neurons do to the synapses they receive.</summary>
internal sealed class PostSpikeKernels : IKernelSystem
{
    private readonly OnDevice _device;
    private readonly Projection _projection;
    private readonly SynapseArrays _arrays;
    private readonly SynapseSlots _slots;
    private readonly DeviceKernel? _plastic;
    private readonly DeviceKernel? _frozen;

    public PostSpikeKernels(
        OnDevice device, Projection projection, SynapseArrays arrays, SynapseSlots slots, UpdateProgram? plastic, UpdateProgram? frozen)
    {
        (_device, _projection, _arrays, _slots) = (device, projection, arrays, slots);
        _plastic = plastic is null ? null : Print(plastic);
        _frozen = ReferenceEquals(plastic, frozen) ? _plastic : frozen is null ? null : Print(frozen);
    }

    public string Name => $"post-synaptic spikes of {_projection.Label} on {_device.Memory.Device.Name}";

    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting || (_projection.Plasticity ? _plastic : _frozen) is not { } kernel)
            return;
        _arrays.Refresh();
        kernel.Launch();
    }

    private DeviceKernel Print(UpdateProgram program)
    {
        var spikes = _projection.Post.Whole.Spikes!;
        var text = _device.Text();
        var rows = SynapseRows.ByDendrites(_arrays, drawsBySlot: false);
        SpikeText.PrintList(text, spikes, "1");
        text.Line("for (i32 i = ROW; i < count; i += ROWS)");
        text.Line("{");
        text.Line($"const i32 rank = {SpikeText.Rank(text, spikes, "list", "i")};");
        text.Line(_arrays.IsWhole ? "const i32 row = rank;" : $"const i32 row = {_arrays.DendriteOfRank(text)}[rank];");
        text.Line("if (row < 0) continue;");
        rows.PrintRow(text);
        text.Line("for (i32 e = begin + LANE; e < end; e += LANES)");
        text.Line("{");
        rows.PrintEntry(text);
        var printer = new CPrinter(text, slot => _slots.Read(text, slot, isDelayed: false), _slots.Random(text));
        printer.Print(program);
        foreach (var store in program.Stores)
            text.Line($"{_slots.Place(text, store.Target, isWritten: true)} = {printer.Stored(store.Value, store.Target.Kind)};");
        text.Line("}");
        text.Line("}");
        return _device.Kernels.Add(text.Finish(
            $"{_projection.Label}: {program.Name}", new KernelShape(() => Math.Min(spikes.Current.Size, 4096), SharesRows: true)));
    }
}
