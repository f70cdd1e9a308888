namespace Annarchy.Gpu.Cuda;

/// <summary>A device as the driver's functions see it; every thread that calls them has to turn to it first.</summary>
internal sealed unsafe class CudaContext(CudaLibrary cuda, nint handle)
{
    /// <summary>The functions of the driver.</summary>
    public CudaLibrary Cuda { get; } = cuda;

    /// <summary>Makes the device the one that calls of this thread are for.</summary>
    public void Enter() => Cuda.Check(Cuda.cuCtxSetCurrent(handle), "turn to the device");

    /// <summary>The same where nothing can be done about a device that is lost.</summary>
    public void TryEnter() => _ = Cuda.cuCtxSetCurrent(handle);
}
