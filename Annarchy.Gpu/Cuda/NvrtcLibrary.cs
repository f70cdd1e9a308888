using System.Runtime.InteropServices;

namespace Annarchy.Gpu.Cuda;

/// <summary>The run-time compiler of the CUDA toolkit (NVIDIA), of version 11.2 or later.</summary>
internal sealed unsafe class NvrtcLibrary
{
    public readonly delegate* unmanaged<int*, int> nvrtcGetNumSupportedArchs;
    public readonly delegate* unmanaged<int*, int> nvrtcGetSupportedArchs;
    public readonly delegate* unmanaged<nint*, byte*, byte*, int, byte**, byte**, int> nvrtcCreateProgram;
    public readonly delegate* unmanaged<nint, int, byte**, int> nvrtcCompileProgram;
    public readonly delegate* unmanaged<nint, nuint*, int> nvrtcGetPTXSize;
    public readonly delegate* unmanaged<nint, byte*, int> nvrtcGetPTX;
    public readonly delegate* unmanaged<nint, nuint*, int> nvrtcGetCUBINSize;
    public readonly delegate* unmanaged<nint, byte*, int> nvrtcGetCUBIN;
    public readonly delegate* unmanaged<nint, nuint*, int> nvrtcGetProgramLogSize;
    public readonly delegate* unmanaged<nint, byte*, int> nvrtcGetProgramLog;
    public readonly delegate* unmanaged<nint*, int> nvrtcDestroyProgram;

    /// <summary>Versions to look for, the newest first.</summary>
    private static readonly int[] Versions = [13, 12];

    private NvrtcLibrary(nint library)
    {
        nvrtcGetNumSupportedArchs = (delegate* unmanaged<int*, int>)Find("nvrtcGetNumSupportedArchs");
        nvrtcGetSupportedArchs = (delegate* unmanaged<int*, int>)Find("nvrtcGetSupportedArchs");
        nvrtcCreateProgram = (delegate* unmanaged<nint*, byte*, byte*, int, byte**, byte**, int>)Find("nvrtcCreateProgram");
        nvrtcCompileProgram = (delegate* unmanaged<nint, int, byte**, int>)Find("nvrtcCompileProgram");
        nvrtcGetPTXSize = (delegate* unmanaged<nint, nuint*, int>)Find("nvrtcGetPTXSize");
        nvrtcGetPTX = (delegate* unmanaged<nint, byte*, int>)Find("nvrtcGetPTX");
        nvrtcGetCUBINSize = (delegate* unmanaged<nint, nuint*, int>)Find("nvrtcGetCUBINSize");
        nvrtcGetCUBIN = (delegate* unmanaged<nint, byte*, int>)Find("nvrtcGetCUBIN");
        nvrtcGetProgramLogSize = (delegate* unmanaged<nint, nuint*, int>)Find("nvrtcGetProgramLogSize");
        nvrtcGetProgramLog = (delegate* unmanaged<nint, byte*, int>)Find("nvrtcGetProgramLog");
        nvrtcDestroyProgram = (delegate* unmanaged<nint*, int>)Find("nvrtcDestroyProgram");

        nint Find(string name) => NativeLibrary.TryGetExport(library, name, out var function)
            ? function
            : throw new DeviceException(
                DeviceFailure.NoCompiler, $"The run-time compiler of CUDA has no function {name}: install the toolkit of CUDA 11.4 or later.");
    }

    /// <summary>Where the library may be: in the toolkit that <c>CUDA_PATH</c> or <c>CUDA_HOME</c> names, in the search path, or where toolkits usually are.</summary>
    public static IEnumerable<string> Names
    {
        get
        {
            string[] names = OperatingSystem.IsWindows()
                ? [.. Versions.Select(v => $"nvrtc64_{v}0_0.dll"), "nvrtc64_112_0.dll"]
                : [.. Versions.Select(v => $"libnvrtc.so.{v}"), "libnvrtc.so.11.2", "libnvrtc.so"];
            string[] subfolders = OperatingSystem.IsWindows() ? ["bin", "bin/x64"] : ["lib64", "lib"];
            var toolkit = Environment.GetEnvironmentVariable("CUDA_PATH") ?? Environment.GetEnvironmentVariable("CUDA_HOME");
            return [.. toolkit is null ? [] : In(toolkit), .. names, .. OperatingSystem.IsWindows() ? [] : In("/usr/local/cuda")];

            IEnumerable<string> In(string toolkit) => subfolders.SelectMany(folder => names.Select(name => Path.Combine(toolkit, folder, name)));
        }
    }

    /// <summary>The first library there is; null if none is installed.</summary>
    /// <param name="names">Names or paths.</param>
    /// <exception cref="DeviceException">The library lacks a function.</exception>
    public static NvrtcLibrary? Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return new NvrtcLibrary(library);
        }

        return null;
    }
}
