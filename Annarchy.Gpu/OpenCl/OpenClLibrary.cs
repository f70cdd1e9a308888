using System.Runtime.InteropServices;

namespace Annarchy.Gpu.OpenCl;

/// <summary>The functions of OpenCL 1.2 (Khronos Group) that the driver calls, in whatever implementation the ICD loader finds.</summary>
internal static unsafe partial class OpenClLibrary
{
    private const string Library = "OpenCL";

    private static readonly string[] Names =
    [
        "libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll", "/System/Library/Frameworks/OpenCL.framework/OpenCL",
    ];

    /// <summary>Whether the loader is installed.</summary>
    public static bool IsInstalled => Load() != 0;

    [LibraryImport(Library)]
    public static partial int clGetPlatformIDs(uint count, nint* platforms, uint* found);

    [LibraryImport(Library)]
    public static partial int clGetPlatformInfo(nint platform, uint name, nuint size, void* value, nuint* length);

    [LibraryImport(Library)]
    public static partial int clGetDeviceIDs(nint platform, ulong type, uint count, nint* devices, uint* found);

    [LibraryImport(Library)]
    public static partial int clGetDeviceInfo(nint device, uint name, nuint size, void* value, nuint* length);

    [LibraryImport(Library)]
    public static partial nint clCreateContext(nint* properties, uint count, nint* devices, nint callback, nint user, int* error);

    [LibraryImport(Library)]
    public static partial int clReleaseContext(nint context);

    [LibraryImport(Library)]
    public static partial nint clCreateCommandQueue(nint context, nint device, ulong properties, int* error);

    [LibraryImport(Library)]
    public static partial int clReleaseCommandQueue(nint queue);

    [LibraryImport(Library)]
    public static partial nint clCreateBuffer(nint context, ulong flags, nuint size, void* host, int* error);

    [LibraryImport(Library)]
    public static partial int clReleaseMemObject(nint memory);

    [LibraryImport(Library)]
    public static partial nint clCreateProgramWithSource(nint context, uint count, byte** texts, nuint* lengths, int* error);

    [LibraryImport(Library)]
    public static partial int clBuildProgram(nint program, uint count, nint* devices, byte* options, nint callback, nint user);

    [LibraryImport(Library)]
    public static partial int clGetProgramBuildInfo(nint program, nint device, uint name, nuint size, void* value, nuint* length);

    [LibraryImport(Library)]
    public static partial int clReleaseProgram(nint program);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint clCreateKernel(nint program, string name, int* error);

    [LibraryImport(Library)]
    public static partial int clSetKernelArg(nint kernel, uint index, nuint size, void* value);

    [LibraryImport(Library)]
    public static partial int clReleaseKernel(nint kernel);

    [LibraryImport(Library)]
    public static partial int clEnqueueNDRangeKernel(
        nint queue, nint kernel, uint dimensions, nuint* offset, nuint* items, nuint* groupSize, uint count, nint* after, nint* done);

    [LibraryImport(Library)]
    public static partial int clEnqueueWriteBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint size, void* source, uint count, nint* after, nint* done);

    [LibraryImport(Library)]
    public static partial int clEnqueueReadBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint size, void* destination, uint count, nint* after, nint* done);

    [LibraryImport(Library)]
    public static partial int clEnqueueMarkerWithWaitList(nint queue, uint count, nint* after, nint* done);

    [LibraryImport(Library)]
    public static partial int clWaitForEvents(uint count, nint* events);

    [LibraryImport(Library)]
    public static partial int clReleaseEvent(nint done);

    [LibraryImport(Library)]
    public static partial int clFlush(nint queue);

    [LibraryImport(Library)]
    public static partial int clFinish(nint queue);

    /// <summary>The loader under any of its names; 0 if it is not installed.</summary>
    public static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return library;
        }

        return 0;
    }
}
