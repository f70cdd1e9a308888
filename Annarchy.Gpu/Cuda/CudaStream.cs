using System.Runtime.InteropServices;

namespace Annarchy.Gpu.Cuda;

/// <summary>A queue of work. Launches wait until they are submitted; a sequence of them that comes again is launched as one graph.</summary>
internal sealed unsafe class CudaStream : IDeviceStream
{
    /// <summary>Does not wait for the stream that other users of the device share.</summary>
    private const uint NonBlocking = 1;

    /// <summary>Only calls of this thread can disturb the recording of a graph.</summary>
    private const int OfThisThread = 1;

    /// <summary>Events that are only waited for need no time.</summary>
    private const uint WithoutTiming = 2;

    /// <summary>Sequences that are remembered: steps with and without recording, learning, and so on.</summary>
    private const int MostGraphs = 16;

    private readonly CudaContext _context;
    private readonly CudaLibrary _cuda;
    private readonly nint _stream;
    private readonly List<Sequence> _known = [];
    private readonly List<CudaLaunch> _waiting = [];
    private bool _disposed;

    /// <param name="context">The device, which is entered.</param>
    public CudaStream(CudaContext context)
    {
        (_context, _cuda) = (context, context.Cuda);
        nint stream;
        _cuda.Check(_cuda.cuStreamCreate(&stream, NonBlocking), "create a queue");
        _stream = stream;
    }

    public void Launch(IDeviceLaunch launch) => _waiting.Add((CudaLaunch)launch);

    public void Upload(ReadOnlySpan<byte> source, IDeviceBuffer destination, long offset)
    {
        LaunchWaiting();
        fixed (byte* first = source)
        {
            _cuda.Check(
                _cuda.cuMemcpyHtoDAsync(((CudaBuffer)destination).Address + (ulong)offset, first, (nuint)source.Length, _stream),
                "store memory on the device");
            Wait();
        }
    }

    public void Download(IDeviceBuffer source, long offset, Span<byte> destination)
    {
        LaunchWaiting();
        fixed (byte* first = destination)
        {
            _cuda.Check(
                _cuda.cuMemcpyDtoHAsync(first, ((CudaBuffer)source).Address + (ulong)offset, (nuint)destination.Length, _stream),
                "fetch memory from the device");
            Wait();
        }
    }

    public void Submit()
    {
        if (_waiting.Count == 0)
            return;
        _context.Enter();
        var sequence = Find();
        if (sequence is null)
        {
            // What comes once is launched as it is; what comes again is worth a graph.
            Remember(new Sequence([.. _waiting]));
            LaunchWaiting();
            return;
        }

        if (sequence.Graph == 0)
            sequence.Graph = RecordGraph();
        _cuda.Check(_cuda.cuGraphLaunch(sequence.Graph, _stream), "launch a step");
        _waiting.Clear();
    }

    public IDeviceEvent Record()
    {
        LaunchWaiting();
        nint mark;
        _cuda.Check(_cuda.cuEventCreate(&mark, WithoutTiming), "mark a place in the queue");
        _cuda.Check(_cuda.cuEventRecord(mark, _stream), "mark a place in the queue");
        return new CudaEvent(_context, mark);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _context.TryEnter();
        _ = _cuda.cuStreamSynchronize(_stream);
        foreach (var sequence in _known)
            Forget(sequence);
        _ = _cuda.cuStreamDestroy(_stream);
    }

    private void Wait() => _cuda.Check(_cuda.cuStreamSynchronize(_stream), "wait for the device");

    private void LaunchWaiting()
    {
        _context.Enter();
        foreach (var launch in _waiting)
            launch.On(_cuda, _stream);
        _waiting.Clear();
    }

    /// <summary>What is known of the launches that wait; the sequences that came last are at the end.</summary>
    private Sequence? Find()
    {
        for (var i = _known.Count - 1; i >= 0; i--)
        {
            var sequence = _known[i];
            if (!sequence.Launches.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(_waiting)))
                continue;
            _known.RemoveAt(i);
            _known.Add(sequence);
            return sequence;
        }

        return null;
    }

    private void Remember(Sequence sequence)
    {
        if (_known.Count == MostGraphs)
        {
            Forget(_known[0]);
            _known.RemoveAt(0);
        }

        _known.Add(sequence);
    }

    private void Forget(Sequence sequence)
    {
        if (sequence.Graph != 0)
            _ = _cuda.cuGraphExecDestroy(sequence.Graph);
    }

    private nint RecordGraph()
    {
        _cuda.Check(_cuda.cuStreamBeginCapture(_stream, OfThisThread), "record a step");
        nint graph = 0, executable;
        try
        {
            foreach (var launch in _waiting)
                launch.On(_cuda, _stream);
        }
        catch
        {
            if (_cuda.cuStreamEndCapture(_stream, &graph) == 0)
                _ = _cuda.cuGraphDestroy(graph);
            throw;
        }

        _cuda.Check(_cuda.cuStreamEndCapture(_stream, &graph), "record a step");
        var code = _cuda.cuGraphInstantiateWithFlags(&executable, graph, 0);
        _ = _cuda.cuGraphDestroy(graph);
        _cuda.Check(code, "record a step");
        return executable;
    }

    /// <summary>Launches that came one after the other, and their graph once they came again.</summary>
    private sealed class Sequence(CudaLaunch[] launches)
    {
        public CudaLaunch[] Launches { get; } = launches;

        public nint Graph { get; set; }
    }
}

/// <summary>A mark in a queue.</summary>
internal sealed unsafe class CudaEvent(CudaContext context, nint handle) : IDeviceEvent
{
    private bool _disposed;

    public void Wait()
    {
        context.Enter();
        context.Cuda.Check(context.Cuda.cuEventSynchronize(handle), "wait for the device");
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        context.TryEnter();
        _ = context.Cuda.cuEventDestroy(handle);
    }
}
