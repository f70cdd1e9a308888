using Annarchy.Inputs;
using Annarchy.Monitors;
using Annarchy.Programs;

namespace Annarchy.Devices;

/// <summary>
/// A network's side of its device: memory, kernels, clock, and the systems that launch kernels. What has no such system runs on the host as
/// ever; memory goes to and fro by itself.
/// </summary>
internal sealed class OnDevice : IDisposable
{
    /// <summary>Steps handed over before the host waits for the device.</summary>
    private const int StepsAhead = 64;

    private readonly Network _network;
    private readonly IDeviceStream _stream;
    private readonly Dictionary<object, string> _onHost = [];
    private IDeviceEvent? _mark;
    private int _sinceMark;
    private bool _isTimed;

    public OnDevice(Network network, IDevice device)
    {
        if (network.Precision == Precision.Double && !device.HasDouble)
        {
            throw new DeviceException(
                DeviceFailure.NoDevice, $"The device '{device.Name}' has no numbers of 64 bits: create the network with precision: Precision.Single.");
        }

        _network = network;
        _stream = device.CreateStream();
        Memory = new DeviceMemory(device, _stream);
        Kernels = new KernelLibrary(device, network.Precision);
        try
        {
            Clock = new DeviceClock(this, network);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DeviceMemory Memory { get; }

    public KernelLibrary Kernels { get; }

    public DeviceClock Clock { get; }

    /// <summary>Begins the text of a kernel.</summary>
    public KernelText Text() => new(this);

    /// <summary>Notes that the systems of a population or projection run on the host.</summary>
    public void LeaveToHost(object owner, string reason) => _onHost.Add(owner, reason);

    /// <summary>Why a system of the pipeline runs on the host; null if it does not.</summary>
    public string? ReasonForHost(ISystem system) => system switch
    {
        IKernelSystem kernels => kernels.ReasonForHost,
        RecordingSystem => null,
        _ when _network.Pipeline.OwnerOf(system) is { } owner && _onHost.TryGetValue(owner, out var reason) => reason,
        StepAction => "it looks values up in a table of the host, which stores what changes",
        _ => "it is a system of the user or of an extension, not made of equations",
    };

    /// <summary>The update of a population's neurons; null if it is left to the host.</summary>
    public ISystem? UpdateOf(Population population)
    {
        var program = population.Program;
        if (CPrinter.Knows(program.Local, Memory.Device) && (program.Global is null || CPrinter.Knows(program.Global, Memory.Device)))
            return new NeuronKernels(this, population);
        LeaveToHost(population, CPrinter.ReasonAgainst);
        return null;
    }

    /// <summary>The sum over all targets of a population.</summary>
    public ISystem TotalSumOf(Population population) => new TotalSumKernels(
        this,
        population.Name,
        population.Columns[SlotNames.Sum(string.Empty)],
        [.. population.Sums.OrderBy(c => c.Name, StringComparer.Ordinal)]);

    /// <summary>What happens to the spikes, delays and global operations of all populations.</summary>
    public void AddSpikeSystems(Pipeline pipeline, IReadOnlyList<Population> populations)
    {
        foreach (var population in populations.Where(p => p.IsSpiking))
            pipeline.Add(Stage.Spike, new FiringRateSystem(this, population));
        pipeline.Add(Stage.Spike, new AdvanceSystem(this, populations));
        foreach (var population in populations.Where(p => p.AllOperations.Count > 0))
            pipeline.Add(Stage.Spike, new OperationKernels(this, population));
    }

    /// <summary>Compiles all kernels and allocates what they need, so that what the device cannot do shows before the first step.</summary>
    public void Prepare()
    {
        Clock.Prepare();
        Kernels.Expect(ColumnRecords.Texts(this, _network.NetworkColumn(SlotNames.Time), _network.NetworkColumn(SlotNames.Step)));
        Kernels.Prepare();
    }

    /// <summary>Begins a step: the device's clock shows that of the host.</summary>
    /// <param name="isTimed">Whether the host waits for every kernel, so that the time of a system is that of its kernels.</param>
    public void BeginStep(bool isTimed)
    {
        _isTimed = isTimed;
        Clock.Synchronize();
    }

    /// <summary>Launches a kernel.</summary>
    public void Launch(IDeviceLaunch launch)
    {
        _stream.Launch(launch);
        if (!_isTimed)
            return;
        using var done = _stream.Record();
        done.Wait();
    }

    /// <summary>Ends a step: hands it to the device and waits when the device is too far behind.</summary>
    public void EndStep()
    {
        Clock.Tick();
        _stream.Submit();
        if (++_sinceMark < StepsAhead)
            return;
        _sinceMark = 0;
        _mark?.Wait();
        _mark?.Dispose();
        _mark = _stream.Record();
    }

    public void Dispose()
    {
        _mark?.Dispose();
        Memory.Dispose();
        _stream.Dispose();
    }
}
