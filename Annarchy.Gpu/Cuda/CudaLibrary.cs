using System.Runtime.InteropServices;

namespace Annarchy.Gpu.Cuda;

/// <summary>The functions of the CUDA driver API (NVIDIA) that the driver calls, as version 11.4 has them under the names its header gives them.</summary>
internal sealed unsafe class CudaLibrary
{
    public readonly delegate* unmanaged<uint, int> cuInit;
    public readonly delegate* unmanaged<int*, int> cuDriverGetVersion;
    public readonly delegate* unmanaged<int, byte**, int> cuGetErrorName;
    public readonly delegate* unmanaged<int*, int> cuDeviceGetCount;
    public readonly delegate* unmanaged<int*, int, int> cuDeviceGet;
    public readonly delegate* unmanaged<byte*, int, int, int> cuDeviceGetName;
    public readonly delegate* unmanaged<int*, int, int, int> cuDeviceGetAttribute;
    public readonly delegate* unmanaged<nuint*, int, int> cuDeviceTotalMem;
    public readonly delegate* unmanaged<nint*, int, int> cuDevicePrimaryCtxRetain;
    public readonly delegate* unmanaged<int, int> cuDevicePrimaryCtxRelease;
    public readonly delegate* unmanaged<nint, int> cuCtxSetCurrent;
    public readonly delegate* unmanaged<ulong*, nuint, int> cuMemAlloc;
    public readonly delegate* unmanaged<ulong, int> cuMemFree;
    public readonly delegate* unmanaged<ulong, void*, nuint, nint, int> cuMemcpyHtoDAsync;
    public readonly delegate* unmanaged<void*, ulong, nuint, nint, int> cuMemcpyDtoHAsync;
    public readonly delegate* unmanaged<nint*, void*, int> cuModuleLoadData;
    public readonly delegate* unmanaged<nint, int> cuModuleUnload;
    public readonly delegate* unmanaged<nint*, nint, byte*, int> cuModuleGetFunction;
    public readonly delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> cuLaunchKernel;
    public readonly delegate* unmanaged<nint*, uint, int> cuStreamCreate;
    public readonly delegate* unmanaged<nint, int> cuStreamSynchronize;
    public readonly delegate* unmanaged<nint, int> cuStreamDestroy;
    public readonly delegate* unmanaged<nint, int, int> cuStreamBeginCapture;
    public readonly delegate* unmanaged<nint, nint*, int> cuStreamEndCapture;
    public readonly delegate* unmanaged<nint*, nint, ulong, int> cuGraphInstantiateWithFlags;
    public readonly delegate* unmanaged<nint, nint, int> cuGraphLaunch;
    public readonly delegate* unmanaged<nint, int> cuGraphExecDestroy;
    public readonly delegate* unmanaged<nint, int> cuGraphDestroy;
    public readonly delegate* unmanaged<nint*, uint, int> cuEventCreate;
    public readonly delegate* unmanaged<nint, nint, int> cuEventRecord;
    public readonly delegate* unmanaged<nint, int> cuEventSynchronize;
    public readonly delegate* unmanaged<nint, int> cuEventDestroy;

    private CudaLibrary(nint library)
    {
        cuInit = (delegate* unmanaged<uint, int>)Find("cuInit");
        cuDriverGetVersion = (delegate* unmanaged<int*, int>)Find("cuDriverGetVersion");
        cuGetErrorName = (delegate* unmanaged<int, byte**, int>)Find("cuGetErrorName");
        cuDeviceGetCount = (delegate* unmanaged<int*, int>)Find("cuDeviceGetCount");
        cuDeviceGet = (delegate* unmanaged<int*, int, int>)Find("cuDeviceGet");
        cuDeviceGetName = (delegate* unmanaged<byte*, int, int, int>)Find("cuDeviceGetName");
        cuDeviceGetAttribute = (delegate* unmanaged<int*, int, int, int>)Find("cuDeviceGetAttribute");
        cuDeviceTotalMem = (delegate* unmanaged<nuint*, int, int>)Find("cuDeviceTotalMem_v2");
        cuDevicePrimaryCtxRetain = (delegate* unmanaged<nint*, int, int>)Find("cuDevicePrimaryCtxRetain");
        cuDevicePrimaryCtxRelease = (delegate* unmanaged<int, int>)Find("cuDevicePrimaryCtxRelease_v2");
        cuCtxSetCurrent = (delegate* unmanaged<nint, int>)Find("cuCtxSetCurrent");
        cuMemAlloc = (delegate* unmanaged<ulong*, nuint, int>)Find("cuMemAlloc_v2");
        cuMemFree = (delegate* unmanaged<ulong, int>)Find("cuMemFree_v2");
        cuMemcpyHtoDAsync = (delegate* unmanaged<ulong, void*, nuint, nint, int>)Find("cuMemcpyHtoDAsync_v2");
        cuMemcpyDtoHAsync = (delegate* unmanaged<void*, ulong, nuint, nint, int>)Find("cuMemcpyDtoHAsync_v2");
        cuModuleLoadData = (delegate* unmanaged<nint*, void*, int>)Find("cuModuleLoadData");
        cuModuleUnload = (delegate* unmanaged<nint, int>)Find("cuModuleUnload");
        cuModuleGetFunction = (delegate* unmanaged<nint*, nint, byte*, int>)Find("cuModuleGetFunction");
        cuLaunchKernel = (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)Find("cuLaunchKernel");
        cuStreamCreate = (delegate* unmanaged<nint*, uint, int>)Find("cuStreamCreate");
        cuStreamSynchronize = (delegate* unmanaged<nint, int>)Find("cuStreamSynchronize");
        cuStreamDestroy = (delegate* unmanaged<nint, int>)Find("cuStreamDestroy_v2");
        cuStreamBeginCapture = (delegate* unmanaged<nint, int, int>)Find("cuStreamBeginCapture_v2");
        cuStreamEndCapture = (delegate* unmanaged<nint, nint*, int>)Find("cuStreamEndCapture");
        cuGraphInstantiateWithFlags = (delegate* unmanaged<nint*, nint, ulong, int>)Find("cuGraphInstantiateWithFlags");
        cuGraphLaunch = (delegate* unmanaged<nint, nint, int>)Find("cuGraphLaunch");
        cuGraphExecDestroy = (delegate* unmanaged<nint, int>)Find("cuGraphExecDestroy");
        cuGraphDestroy = (delegate* unmanaged<nint, int>)Find("cuGraphDestroy");
        cuEventCreate = (delegate* unmanaged<nint*, uint, int>)Find("cuEventCreate");
        cuEventRecord = (delegate* unmanaged<nint, nint, int>)Find("cuEventRecord");
        cuEventSynchronize = (delegate* unmanaged<nint, int>)Find("cuEventSynchronize");
        cuEventDestroy = (delegate* unmanaged<nint, int>)Find("cuEventDestroy_v2");

        nint Find(string name) => NativeLibrary.TryGetExport(library, name, out var function)
            ? function
            : throw new DeviceException(
                DeviceFailure.NoDriver, $"The CUDA driver has no function {name}: install one of CUDA 11.4 or later, or use OpenClDevice.");
    }

    /// <summary>Names of the driver of NVIDIA's graphics cards.</summary>
    public static IReadOnlyList<string> Names { get; } = ["libcuda.so.1", "libcuda.so", "nvcuda.dll"];

    /// <summary>The first library there is; null if none is installed.</summary>
    /// <param name="names">Names or paths.</param>
    /// <exception cref="DeviceException">The library lacks a function.</exception>
    public static CudaLibrary? Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return new CudaLibrary(library);
        }

        return null;
    }

    /// <summary>Throws unless a call succeeded.</summary>
    /// <param name="code">What the call returned.</param>
    /// <param name="what">What was to be done.</param>
    public void Check(int code, string what)
    {
        if (code != 0)
            throw CudaError.Of(code, what, NameOf(code));
    }

    private string NameOf(int code)
    {
        byte* name;
        return cuGetErrorName(code, &name) == 0 ? Marshal.PtrToStringUTF8((nint)name)! : "unknown";
    }
}
