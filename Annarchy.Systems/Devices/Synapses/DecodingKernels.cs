using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Devices;

/// <summary>Counts the weighted spikes that arrive at each neuron over a sliding window and adds their mean rate to the sums.</summary>
internal sealed class DecodingKernels : IKernelSystem, IDelayLine, IDisposable
{
    private readonly Column _arrivals;
    private readonly Column _scales;
    private readonly HistoryRing _window;
    private readonly ClearingKernels _clear;
    private readonly ArrivalKernels _delivery;
    private readonly DeviceKernel _decode;

    /// <param name="device">The network's side of the device.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="arrivals">A row per post-synaptic neuron, for what arrives in a step.</param>
    /// <param name="delivery">Adds to the arrivals what spikes deliver.</param>
    public DecodingKernels(OnDevice device, DecodingProjection projection, Column arrivals, ArrivalKernels delivery)
    {
        (_arrivals, _delivery) = (arrivals, delivery);
        _scales = new Column("scales", AttributeKind.Real, projection.Network.Precision, projection.Connectivity.Size);
        for (var dendrite = 0; dendrite < projection.Connectivity.Size; dendrite++)
            _scales[dendrite] = 1000.0 / projection.Window / projection.Connectivity.RowLength(dendrite);
        _window = new HistoryRing(arrivals, (int)projection.WindowSteps);
        _clear = new ClearingKernels(device, [arrivals]);
        _decode = Print(device, projection);
        Name = $"decoding of {projection.Label} on {device.Memory.Device.Name}";
    }

    public string Name { get; }

    public nuint ByteCount => _arrivals.ByteCount + _scales.ByteCount + _window.ByteCount;

    public void Update(in StepContext context)
    {
        _clear.Update(in context);
        _delivery.Update(in context);
        _decode.Launch();
    }

    public void EnsureDepth(int steps) => _delivery.EnsureDepth(steps);

    public void Clear()
    {
        _arrivals.Fill(0.0);
        _window.Fill();
    }

    public void Save(in StateWriter writer) => _window.Save(writer, "window");

    public void Load(in StateReader reader) => _window.Load(reader, "window");

    public void Dispose()
    {
        _window.Dispose();
        _arrivals.Dispose();
        _scales.Dispose();
    }

    /// <summary>What arrived joins the window in the row that becomes its first when rings move on; sums are made anew, in the order of the host.</summary>
    private DeviceKernel Print(OnDevice device, DecodingProjection projection)
    {
        var ranks = device.Memory.Constant<int>([.. projection.PostRanks]);
        var count = () => (int)_scales.Length;
        var text = device.Text();
        var (stride, depth) = (text.Number(() => _window.Stride), text.Number(() => _window.Depth));
        var rows = text.Block(_window, "REAL", () => device.Memory.Of(_window.Memory), isWritten: true);
        var head = device.Clock.HeadOf(_window, text);
        text.Line("const i32 dendrite = ITEM;");
        text.Line($"if (dendrite >= {text.Number(count)}) return;");
        text.Line($"const i32 post = {text.Block("ranks", "i32", () => ranks)}[dendrite];");
        text.Line($"const i64 first = (i64)(({head} == 0 ? {depth} : {head}) - 1) * {stride} + post;");
        text.Line($"{rows}[first] = {rows}[first + (i64){depth} * {stride}] = {text.Column(_arrivals)}[post];");
        text.Line("REAL sum = 0;");
        text.Line($"for (i32 step = 0; step < {depth}; step++) sum += {rows}[first + (i64)step * {stride}];");
        foreach (var target in projection.Targets.Select(projection.Post.Whole.RequireTarget))
            text.Line($"{text.Column(target, isWritten: true)}[post] += sum * {text.Column(_scales)}[dendrite];");
        return device.Kernels.Add(text.Finish($"decoding of {projection.Label}", new KernelShape(count)));
    }
}
