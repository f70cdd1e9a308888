using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Moves all rings on and records the past of variables that delayed projections read.</summary>
internal sealed class AdvanceSystem : IKernelSystem
{
    private readonly OnDevice _device;
    private readonly List<DeviceKernel> _recordings = [];

    public AdvanceSystem(OnDevice device, IReadOnlyList<Population> populations)
    {
        _device = device;
        foreach (var population in populations)
        {
            foreach (var ring in new[] { population.Spikes, population.AxonSpikes }.OfType<SpikeRing>())
                _device.Clock.Register(ring);
            foreach (var history in population.Histories)
                _recordings.Add(Print(history));
        }
    }

    public string Name => $"spike lists and delays on {_device.Memory.Device.Name}";

    public void Update(in StepContext context)
    {
        _device.Clock.Advance();
        foreach (var recording in _recordings)
            recording.Launch();
    }

    private DeviceKernel Print(HistoryRing history)
    {
        var text = _device.Text();
        var type = history.Source.Kind == AttributeKind.Real ? "REAL" : "INT";
        var (count, stride) = (text.Number(() => (int)history.Source.Length), text.Number(() => history.Stride));
        var rows = text.Block(history, type, () => _device.Memory.Of(history.Memory), isWritten: true);
        text.Line("const i32 i = ITEM;");
        text.Line($"if (i >= {count}) return;");
        text.Line($"const i64 first = (i64){_device.Clock.HeadOf(history, text)} * {stride} + i;");
        text.Line($"const i64 second = first + (i64){text.Number(() => history.Depth)} * {stride};");
        text.Line($"{rows}[first] = {rows}[second] = {text.Column(history.Source)}[i];");
        return _device.Kernels.Add(text.Finish($"past of {history.Source.Name}", new KernelShape(() => (int)history.Source.Length)));
    }
}
