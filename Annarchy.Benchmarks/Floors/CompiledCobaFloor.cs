using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Annarchy.Benchmarks.Floors;

/// <summary>The COBA network as a plain loop in C++ (<c>coba.cpp</c>), compiled with g++ where that is at hand.</summary>
internal sealed unsafe class CompiledCobaFloor : ICobaFloor
{
    private const int Inputs = 80;

    private readonly nint _library;
    private readonly nint _network;
    private readonly delegate* unmanaged[Cdecl]<nint, int, void> _run;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _delete;

    private CompiledCobaFloor(nint library, int size, Precision precision)
    {
        var type = precision == Precision.Single ? "float" : "double";
        _library = library;
        _run = (delegate* unmanaged[Cdecl]<nint, int, void>)NativeLibrary.GetExport(library, $"run_{type}");
        _delete = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(library, $"delete_{type}");
        _network = ((delegate* unmanaged[Cdecl]<int, int, nint>)NativeLibrary.GetExport(library, $"create_{type}"))(size, Inputs);
    }

    /// <summary>Compiles and builds the network; null without a compiler.</summary>
    public static CompiledCobaFloor? Create(int size, Precision precision)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Floors", "coba.cpp");
        var library = Path.Combine(Path.GetTempPath(), $"coba-{Guid.NewGuid():N}.so");
        try
        {
            using var compiler = Process.Start("g++", ["-O3", "-march=native", "-shared", "-fPIC", source, "-o", library]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new CompiledCobaFloor(NativeLibrary.Load(library), size, precision) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(library);
        }
    }

    /// <inheritdoc/>
    public void Run(int steps) => _run(_network, steps);

    /// <inheritdoc/>
    public void Dispose()
    {
        _delete(_network);
        NativeLibrary.Free(_library);
    }
}
