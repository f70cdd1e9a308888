using System.Runtime.InteropServices;

namespace Annarchy.Persistence;

/// <summary>
/// The few functions of the HDF5 library (The HDF Group) that writing arrays takes, looked up where the library is installed. It is
/// loaded when first used and stays.
/// </summary>
internal static unsafe class Hdf5Library
{
    private static readonly string[] Names =
    [
        "libhdf5_serial.so.310", "libhdf5.so.310", "libhdf5_serial.so.200", "libhdf5.so.200", "libhdf5_serial.so.103", "libhdf5.so.103",
        "libhdf5_serial.so", "libhdf5.so", "libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib", "/usr/local/lib/libhdf5.dylib", "hdf5.dll", "hdf5",
    ];

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Whether the library is there.</summary>
    public static bool IsInstalled
    {
        get
        {
            try
            {
                return Loaded.Value != 0;
            }
            catch (DllNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>The address of a function or variable.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed; the message says how to get it.</exception>
    public static nint Find(string symbol) => NativeLibrary.GetExport(Loaded.Value, symbol);

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "H5open"))();

            // Errors are told by exceptions; the library would print them as well.
            ((delegate* unmanaged[Cdecl]<long, void*, void*, int>)NativeLibrary.GetExport(library, "H5Eset_auto2"))(0, null, null);
            return library;
        }

        throw new DllNotFoundException(
            "HDF5 files need the HDF5 library, version 1.10 or later: install it (Debian and Ubuntu: apt install libhdf5-103-1 or libhdf5-310; "
            + "Fedora: dnf install hdf5; macOS: brew install hdf5), or write .npz instead.");
    }
}
