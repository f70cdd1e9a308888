using System.Runtime.InteropServices;

namespace Annarchy.Persistence;

/// <summary>Writes arrays as data sets of an HDF5 file; slashes in their names make groups.</summary>
internal static unsafe class Hdf5File
{
    private const uint Truncate = 2;

    /// <exception cref="DllNotFoundException">The HDF5 library is not installed.</exception>
    /// <exception cref="IOException">The library could not write.</exception>
    public static void Write(string path, IReadOnlyList<ExportArray> arrays)
    {
        var create = (delegate* unmanaged[Cdecl]<byte*, uint, long, long, long>)Hdf5Library.Find("H5Fcreate");
        long file;
        var name = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            file = Check(create((byte*)name, Truncate, 0, 0), "create the file");
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }

        try
        {
            var links = NewLinkProperties();
            foreach (var array in arrays)
                Write(file, links, array);
            Close("H5Pclose", links);
        }
        finally
        {
            Close("H5Fclose", file);
        }
    }

    private static void Write(long file, long links, ExportArray array)
    {
        var type = *(long*)Hdf5Library.Find(array.Type switch
        {
            var t when t == NpyType.Float64 => "H5T_NATIVE_DOUBLE_g",
            var t when t == NpyType.Float32 => "H5T_NATIVE_FLOAT_g",
            var t when t == NpyType.Int32 => "H5T_NATIVE_INT32_g",
            var t when t == NpyType.Int64 => "H5T_NATIVE_INT64_g",
            _ => "H5T_NATIVE_UINT8_g",
        });
        var createSet = (delegate* unmanaged[Cdecl]<long, byte*, long, long, long, long, long, long>)Hdf5Library.Find("H5Dcreate2");
        var write = (delegate* unmanaged[Cdecl]<long, long, long, long, long, void*, int>)Hdf5Library.Find("H5Dwrite");
        var space = NewSpace(array.Shape);
        var name = Marshal.StringToCoTaskMemUTF8(array.Name);
        try
        {
            var set = Check(createSet(file, (byte*)name, type, space, links, 0, 0), $"create '{array.Name}'");
            fixed (byte* bytes = array.Bytes)
                Check(write(set, type, 0, 0, 0, bytes), $"write '{array.Name}'");
            Close("H5Dclose", set);
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
            Close("H5Sclose", space);
        }
    }

    private static long NewSpace(long[] shape)
    {
        if (shape.Length == 0)
            return Check(((delegate* unmanaged[Cdecl]<int, long>)Hdf5Library.Find("H5Screate"))(0), "describe a number");
        var create = (delegate* unmanaged[Cdecl]<int, long*, long*, long>)Hdf5Library.Find("H5Screate_simple");
        fixed (long* lengths = shape)
            return Check(create(shape.Length, lengths, null), "describe an array");
    }

    /// <summary>Properties that make groups as names ask for them.</summary>
    private static long NewLinkProperties()
    {
        var links = Check(
            ((delegate* unmanaged[Cdecl]<long, long>)Hdf5Library.Find("H5Pcreate"))(*(long*)Hdf5Library.Find("H5P_CLS_LINK_CREATE_ID_g")),
            "prepare groups");
        Check(((delegate* unmanaged[Cdecl]<long, uint, int>)Hdf5Library.Find("H5Pset_create_intermediate_group"))(links, 1), "prepare groups");
        return links;
    }

    private static void Close(string function, long handle) => ((delegate* unmanaged[Cdecl]<long, int>)Hdf5Library.Find(function))(handle);

    private static long Check(long result, string what) =>
        result >= 0 ? result : throw new IOException($"The HDF5 library could not {what}.");
}
