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

    private readonly nint _context;
    private readonly nint _stream;
    private readonly List<Sequence> _known = [];
    private readonly List<CudaLaunch> _waiting = [];
    private bool _disposed;

    public CudaStream(nint context)
    {
        _context = context;
        nint stream;
        CudaError.Check(CudaLibrary.cuStreamCreate(&stream, NonBlocking), "create a queue");
        _stream = stream;
    }

    public void Launch(IDeviceLaunch launch) => _waiting.Add((CudaLaunch)launch);

    public void Upload(ReadOnlySpan<byte> source, IDeviceBuffer destination, long offset)
    {
        LaunchWaiting();
        fixed (byte* first = source)
        {
            CudaError.Check(
                CudaLibrary.cuMemcpyHtoDAsync(((CudaBuffer)destination).Address + (ulong)offset, first, (nuint)source.Length, _stream),
                "store memory on the device");
            Wait();
        }
    }

    public void Download(IDeviceBuffer source, long offset, Span<byte> destination)
    {
        LaunchWaiting();
        fixed (byte* first = destination)
        {
            CudaError.Check(
                CudaLibrary.cuMemcpyDtoHAsync(first, ((CudaBuffer)source).Address + (ulong)offset, (nuint)destination.Length, _stream),
                "fetch memory from the device");
            Wait();
        }
    }

    public void Submit()
    {
        if (_waiting.Count == 0)
            return;
        Enter();
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
        CudaError.Check(CudaLibrary.cuGraphLaunch(sequence.Graph, _stream), "launch a step");
        _waiting.Clear();
    }

    public IDeviceEvent Record()
    {
        LaunchWaiting();
        nint mark;
        CudaError.Check(CudaLibrary.cuEventCreate(&mark, WithoutTiming), "mark a place in the queue");
        CudaError.Check(CudaLibrary.cuEventRecord(mark, _stream), "mark a place in the queue");
        return new CudaEvent(mark);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _ = CudaLibrary.cuCtxSetCurrent(_context);
        _ = CudaLibrary.cuStreamSynchronize(_stream);
        foreach (var sequence in _known)
            Forget(sequence);
        _ = CudaLibrary.cuStreamDestroy(_stream);
    }

    private void Enter() => CudaError.Check(CudaLibrary.cuCtxSetCurrent(_context), "turn to the device");

    private void Wait() => CudaError.Check(CudaLibrary.cuStreamSynchronize(_stream), "wait for the device");

    private void LaunchWaiting()
    {
        Enter();
        foreach (var launch in _waiting)
            launch.On(_stream);
        _waiting.Clear();
    }

    private Sequence? Find()
    {
        foreach (var sequence in _known)
        {
            if (sequence.Launches.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_waiting)))
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

    private static void Forget(Sequence sequence)
    {
        if (sequence.Graph != 0)
            _ = CudaLibrary.cuGraphExecDestroy(sequence.Graph);
    }

    private nint RecordGraph()
    {
        CudaError.Check(CudaLibrary.cuStreamBeginCapture(_stream, OfThisThread), "record a step");
        nint graph, executable;
        try
        {
            foreach (var launch in _waiting)
                launch.On(_stream);
        }
        finally
        {
            CudaError.Check(CudaLibrary.cuStreamEndCapture(_stream, &graph), "record a step");
        }

        var code = CudaLibrary.cuGraphInstantiateWithFlags(&executable, graph, 0);
        _ = CudaLibrary.cuGraphDestroy(graph);
        CudaError.Check(code, "record a step");
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
internal sealed class CudaEvent(nint handle) : IDeviceEvent
{
    private bool _disposed;

    public void Wait() => CudaError.Check(CudaLibrary.cuEventSynchronize(handle), "wait for the device");

    public void Dispose()
    {
        if (!_disposed)
            _ = CudaLibrary.cuEventDestroy(handle);
        _disposed = true;
    }
}
