using System.Runtime.InteropServices;

namespace Annarchy.Gpu.Cuda;

/// <summary>The run-time compiler of the CUDA toolkit (NVIDIA).</summary>
internal static unsafe partial class NvrtcLibrary
{
    private const string Library = "nvrtc";

    /// <summary>Versions to look for, the newest first.</summary>
    private static readonly int[] Versions = [13, 12, 11];

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => Load() != 0;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int nvrtcCreateProgram(nint* program, byte* source, string name, int headers, byte** texts, byte** includes);

    [LibraryImport(Library)]
    public static partial int nvrtcCompileProgram(nint program, int count, byte** options);

    [LibraryImport(Library)]
    public static partial int nvrtcGetPTXSize(nint program, nuint* size);

    [LibraryImport(Library)]
    public static partial int nvrtcGetPTX(nint program, byte* text);

    [LibraryImport(Library)]
    public static partial int nvrtcGetProgramLogSize(nint program, nuint* size);

    [LibraryImport(Library)]
    public static partial int nvrtcGetProgramLog(nint program, byte* text);

    [LibraryImport(Library)]
    public static partial int nvrtcDestroyProgram(nint* program);

    /// <summary>The library under any of its names, in the search path or where the toolkit is; 0 if it is not installed.</summary>
    public static nint Load()
    {
        foreach (var name in Candidates())
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return library;
        }

        return 0;
    }

    private static IEnumerable<string> Candidates()
    {
        string[] names = OperatingSystem.IsWindows()
            ? [.. Versions.Select(v => $"nvrtc64_{v}0_0.dll"), "nvrtc64_112_0.dll"]
            : [.. Versions.Select(v => $"libnvrtc.so.{v}"), "libnvrtc.so.11.2", "libnvrtc.so"];
        var toolkit = Environment.GetEnvironmentVariable("CUDA_PATH") ?? Environment.GetEnvironmentVariable("CUDA_HOME");
        string[] folders = OperatingSystem.IsWindows()
            ? [.. toolkit is null ? [] : new[] { Path.Combine(toolkit, "bin"), Path.Combine(toolkit, "bin", "x64") }]
            : [.. toolkit is null ? [] : new[] { Path.Combine(toolkit, "lib64") }, "/usr/local/cuda/lib64"];
        return names.Concat(folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))));
    }
}
