namespace Annarchy.Devices;

/// <summary>A kernel with the memory it works on.</summary>
internal sealed class DeviceKernel(OnDevice device, string title, string text, KernelParameter[] parameters, KernelShape shape)
{
    private readonly DeviceBlock[] _blocks = new DeviceBlock[parameters.Length];
    private IDeviceLaunch? _launch;
    private int _generation = -1;

    /// <summary>What it does, for people.</summary>
    public string Title { get; } = title;

    /// <summary>Parameters and body.</summary>
    public string Text { get; } = text;

    /// <summary>Adds it to what the device has to do, after storing what it needs.</summary>
    public void Launch()
    {
        var memory = device.Memory;
        if (_generation != memory.Generation)
            Prepare();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Block is not null)
                _blocks[i].BeforeLaunch();
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].IsWritten)
                _blocks[i].Written();
        }

        device.Launch(_launch!);
    }

    /// <summary>Compiles the kernel and looks its arguments up; again when blocks were replaced.</summary>
    public void Prepare()
    {
        _launch?.Dispose();
        var arguments = new DeviceArgument[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Block is { } find)
            {
                _blocks[i] = find();
                arguments[i] = DeviceArgument.Of(_blocks[i].Buffer);
            }
            else
            {
                arguments[i] = DeviceArgument.Of(parameters[i].Number!());
            }
        }

        var (module, name) = device.Kernels.Find(this);
        var (groups, groupSize) = shape.On(device.Memory.Device);
        _launch = module.Prepare(name, groups, groupSize, arguments);
        _generation = device.Memory.Generation;
    }
}
