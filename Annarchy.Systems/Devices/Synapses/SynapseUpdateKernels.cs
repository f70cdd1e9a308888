using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Devices;

/// <summary>Clock-driven equations of synapses: those of the projection, then of dendrites, then of single synapses.</summary>
internal sealed class SynapseUpdateKernels : IKernelSystem
{
    private readonly OnDevice _device;
    private readonly Projection _projection;
    private readonly SynapseArrays _arrays;
    private readonly SynapseSlots _slots;
    private readonly DeviceKernel[] _plastic;
    private readonly DeviceKernel[] _frozen;

    public SynapseUpdateKernels(
        OnDevice device, Projection projection, SynapseArrays arrays, SynapseSlots slots, SynapseUpdates plastic, SynapseUpdates frozen)
    {
        (_device, _projection, _arrays, _slots) = (device, projection, arrays, slots);
        _plastic = Print(plastic);
        _frozen = Print(frozen);
    }

    public string Name => $"update of {_projection.Label} on {_device.Memory.Device.Name}";

    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting || !_projection.Update || (context.Step - _projection.UpdateOffset) % _projection.UpdatePeriod != 0)
            return;
        _projection.SetUpdateInterval();
        _arrays.Refresh();
        foreach (var kernel in _projection.Plasticity ? _plastic : _frozen)
            kernel.Launch();
    }

    private DeviceKernel[] Print(SynapseUpdates updates)
    {
        var kernels = new List<DeviceKernel>();
        if (updates.Global is { } global)
            kernels.Add(PrintOne(global));
        if (updates.Semiglobal is { } semiglobal)
            kernels.Add(PrintDendrites(semiglobal));
        if (updates.Local is { } local)
            kernels.Add(PrintSynapses(local));
        return [.. kernels];
    }

    private DeviceKernel PrintOne(UpdateProgram program)
    {
        var text = _device.Text();
        text.Line("if (ITEM > 0) return;");
        text.Line("const i32 element = 0;");
        PrintProgram(text, program, isDelayed: false);
        return _device.Kernels.Add(text.Finish($"{_projection.Label}: {program.Name}", KernelShape.One));
    }

    private DeviceKernel PrintDendrites(UpdateProgram program)
    {
        var text = _device.Text();
        var count = () => _arrays.Connectivity.Size;
        text.Line("const i32 dendrite = ITEM, element = ITEM;");
        text.Line($"if (dendrite >= {text.Number(count)}) return;");
        text.Line(_arrays.IsWhole ? "const i32 post = dendrite;" : $"const i32 post = {_arrays.PostRanks(text)}[dendrite];");
        PrintProgram(text, program, isDelayed: false);
        return _device.Kernels.Add(text.Finish($"{_projection.Label}: {program.Name}", new KernelShape(count)));
    }

    private DeviceKernel PrintSynapses(UpdateProgram program)
    {
        var text = _device.Text();
        var rows = SynapseRows.Stored(_arrays);
        text.Line($"for (i32 row = ROW; row < {text.Number(() => rows.Count)}; row += ROWS)");
        text.Line("{");
        rows.PrintRow(text);
        text.Line("for (i32 e = begin + LANE; e < end; e += LANES)");
        text.Line("{");
        rows.PrintEntry(text);
        PrintProgram(text, program, isDelayed: true);
        text.Line("}");
        text.Line("}");
        return _device.Kernels.Add(text.Finish($"{_projection.Label}: {program.Name}", new KernelShape(() => rows.Count, SharesRows: true)));
    }

    private void PrintProgram(KernelText text, UpdateProgram program, bool isDelayed)
    {
        var printer = new CPrinter(text, slot => _slots.Read(text, slot, isDelayed), _slots.Random(text));
        printer.Print(program);
        foreach (var store in program.Stores)
            text.Line($"{_slots.Place(text, store.Target, isWritten: true)} = {printer.Stored(store.Value, store.Target.Kind)};");
    }
}
