using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Annarchy.Gpu.OpenCl;

namespace Annarchy.Gpu;

/// <summary>Finds the libraries of drivers, which have other names on every system.</summary>
internal static class NativeLibraries
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "A resolver has to be there before the first call, and only once.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Find);

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        "OpenCL" => OpenClLibrary.Load(),
        _ => 0,
    };
}
