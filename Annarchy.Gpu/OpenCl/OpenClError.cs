namespace Annarchy.Gpu.OpenCl;

/// <summary>Error codes of OpenCL as exceptions.</summary>
internal static class OpenClError
{
    public const int NotFound = -1;
    public const int PlatformNotFound = -1001;

    /// <summary>Throws unless a call succeeded.</summary>
    /// <param name="code">What the call returned.</param>
    /// <param name="what">What was to be done.</param>
    public static void Check(int code, string what)
    {
        if (code != 0)
            throw Of(code, what);
    }

    public static DeviceException Of(int code, string what)
    {
        var (failure, reason) = code switch
        {
            NotFound or PlatformNotFound => (
                DeviceFailure.NoDevice, "there is no device: install the OpenCL driver of a graphics card, or pocl-opencl-icd to use the processor"),
            -3 => (DeviceFailure.NoCompiler, "the driver brings no compiler"),
            -11 => (DeviceFailure.NoCompiler, "the compiler refuses the kernels"),
            -4 or -5 or -6 or -61 => (DeviceFailure.OutOfMemory, DriverMessages.Full),
            -2 or -36 or -9999 => (DeviceFailure.Lost, DriverMessages.Lost),
            _ => (DeviceFailure.Other, $"OpenCL error {code}"),
        };
        return new DeviceException(failure, $"OpenCL cannot {what}: {reason} (code {code}).");
    }
}
