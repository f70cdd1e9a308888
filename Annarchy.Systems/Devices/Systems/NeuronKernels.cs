using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>The update of a population's neurons: a kernel for global equations, one for local ones with threshold and reset.</summary>
internal sealed class NeuronKernels : IKernelSystem
{
    private readonly OnDevice _device;
    private readonly Population _population;
    private readonly DeviceKernel? _global;
    private readonly DeviceKernel? _local;

    public NeuronKernels(OnDevice device, Population population)
    {
        (_device, _population) = (device, population);
        var program = population.Program;
        if (program.Global is { } global)
            _global = Print(global, KernelShape.One);
        if (!program.Local.Stores.IsEmpty || program.Local.Spike is not null || program.Local.AxonSpike is not null)
            _local = Print(program.Local, new KernelShape(() => population.Size));
    }

    public string Name => $"update of {_population.Name} on {_device.Memory.Device.Name}";

    public void Update(in StepContext context)
    {
        if (!_population.IsEnabled)
            return;
        _global?.Launch();
        _local?.Launch();
    }

    private DeviceKernel Print(UpdateProgram program, KernelShape shape)
    {
        var text = _device.Text();
        var column = _population.Network.ColumnOf(_population);
        text.Line("const i32 i = ITEM;");
        text.Line($"if (i >= {text.Number(shape.Count)}) return;");
        var printer = new CPrinter(text, slot => text.Column(column(slot)) + RowOf(slot), new RandomText(text, _population.RandomObject, "i"));
        printer.Print(program);
        foreach (var store in program.Stores)
            text.Line($"{text.Column(column(store.Target), isWritten: true)}{RowOf(store.Target)} = {printer.Stored(store.Value, store.Target.Kind)};");
        if (program.Spike is not null)
            Append(text, printer[program.Spike], _population.Spikes!);
        if (program.AxonSpike is not null)
            Append(text, printer[program.AxonSpike], _population.AxonSpikes!);
        return _device.Kernels.Add(text.Finish($"{_population.Name}: {program.Name}", shape));
    }

    private void Append(KernelText text, string condition, SpikeRing spikes)
    {
        var head = _device.Clock.HeadOf(spikes, text);
        var count = $"ADD_ONE(&{SpikeText.Counts(text, spikes, isWritten: true)}[{head}])";
        text.Line($"if ({condition}) {SpikeText.Rank(text, spikes, head, count, isWritten: true)} = i;");
    }

    private static string RowOf(Slot slot) => slot.Locality == Locality.Global ? "[0]" : "[i]";
}
