using System.Diagnostics.CodeAnalysis;

namespace Annarchy;

/// <summary>Something beside the processor that runs kernels: a graphics card, or whatever a driver can reach.</summary>
/// <remarks>
/// It is all a driver has to provide. Kernels come as text in <see cref="Language"/>; buffers, modules, launches, streams and events are
/// used by one thread at a time. A driver reports whatever goes wrong as a <see cref="DeviceException"/>.
/// </remarks>
public interface IDevice : IDisposable
{
    /// <summary>What the device is called by its maker.</summary>
    string Name { get; }

    /// <summary>The driver and its version.</summary>
    string Driver { get; }

    /// <summary>The dialect of C its modules are written in.</summary>
    DeviceLanguage Language { get; }

    /// <summary>Whether it computes with numbers of 64 bits.</summary>
    bool HasDouble { get; }

    /// <summary>Items of a group for kernels whose items do not depend on each other.</summary>
    int GroupSize { get; }

    /// <summary>
    /// Items that share the synapses of a neuron or spike: as many as run in lockstep on a graphics card, 1 where every item is a thread
    /// of its own. Sums are in this many parts, so that it decides how they are rounded.
    /// </summary>
    int Lanes { get; }

    /// <summary>Groups that keep the whole device busy.</summary>
    int BusyGroups { get; }

    /// <summary>Bytes of memory.</summary>
    long MemoryBytes { get; }

    /// <summary>Allocates memory; what it holds is undefined.</summary>
    /// <param name="byteCount">Its size, at least 1.</param>
    /// <exception cref="DeviceException">There is not enough.</exception>
    IDeviceBuffer Allocate(long byteCount);

    /// <summary>Compiles kernels.</summary>
    /// <param name="source">Text in <see cref="Language"/>.</param>
    /// <exception cref="DeviceException">There is no compiler, or it refuses the text.</exception>
    IDeviceModule Compile(string source);

    /// <summary>Makes a queue of work that is done in order.</summary>
    IDeviceStream CreateStream();
}

/// <summary>Memory of a device.</summary>
public interface IDeviceBuffer : IDisposable
{
    /// <summary>Its size.</summary>
    long ByteCount { get; }
}

/// <summary>Compiled kernels; they live as long as their device.</summary>
public interface IDeviceModule
{
    /// <summary>Prepares a kernel to be launched any number of times.</summary>
    /// <param name="kernel">Name of the kernel.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="groupSize">Items of a group.</param>
    /// <param name="arguments">One for each parameter.</param>
    IDeviceLaunch Prepare(string kernel, int groups, int groupSize, ReadOnlySpan<DeviceArgument> arguments);
}

/// <summary>A kernel with its arguments.</summary>
public interface IDeviceLaunch : IDisposable
{
}

/// <summary>A queue of work that is done in order.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is what the field calls it.")]
public interface IDeviceStream : IDisposable
{
    /// <summary>Adds a launch.</summary>
    /// <param name="launch">A launch prepared by a module of the same device.</param>
    void Launch(IDeviceLaunch launch);

    /// <summary>Copies memory of the host to the device; the host's may be changed when the call returns.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="offset">First byte of the destination.</param>
    void Upload(ReadOnlySpan<byte> source, IDeviceBuffer destination, long offset);

    /// <summary>Waits for everything before it and copies memory of the device to the host.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="offset">First byte of the source.</param>
    /// <param name="destination">Where to.</param>
    void Download(IDeviceBuffer source, long offset, Span<byte> destination);

    /// <summary>Hands everything added so far to the device, as one piece where the device can take it so.</summary>
    void Submit();

    /// <summary>Marks a place in the queue, after handing over what is before it.</summary>
    IDeviceEvent Record();
}

/// <summary>A place in a queue of work.</summary>
public interface IDeviceEvent : IDisposable
{
    /// <summary>Waits until everything before it is done.</summary>
    void Wait();
}

/// <summary>An argument of a kernel: a buffer or a number.</summary>
public readonly record struct DeviceArgument
{
    private DeviceArgument(IDeviceBuffer? buffer, int number) => (Buffer, Number) = (buffer, number);

    /// <summary>The buffer; null for a number.</summary>
    public IDeviceBuffer? Buffer { get; }

    /// <summary>The number, of 32 bits.</summary>
    public int Number { get; }

    /// <summary>A buffer.</summary>
    /// <param name="buffer">Memory of the device.</param>
    public static DeviceArgument Of(IDeviceBuffer buffer) => new(buffer, 0);

    /// <summary>A number.</summary>
    /// <param name="number">Its value.</param>
    public static DeviceArgument Of(int number) => new(null, number);
}
