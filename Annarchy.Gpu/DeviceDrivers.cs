namespace Annarchy;

/// <summary>The drivers of devices that come with the library.</summary>
public static class DeviceDrivers
{
    /// <summary>Opens the best device there is: a graphics card through CUDA, else one through OpenCL, else a processor through OpenCL.</summary>
    /// <exception cref="DeviceException">There is none; the message says what each driver lacks.</exception>
    public static IDevice Open()
    {
        DeviceException withoutCuda;
        try
        {
            return CudaDevice.Open();
        }
        catch (DeviceException exception)
        {
            withoutCuda = exception;
        }

        try
        {
            return OpenClDevice.Open();
        }
        catch (DeviceException exception)
        {
            throw new DeviceException(exception.Failure, $"{withoutCuda.Message} {exception.Message}", exception);
        }
    }

    /// <summary>Opens a device of a driver.</summary>
    /// <param name="driver"><c>cuda</c>, <c>opencl</c>, or <c>ilgpu</c> in a build with <c>-p:UseIlgpu=true</c>.</param>
    /// <param name="index">Its place among the devices of the driver.</param>
    /// <exception cref="ArgumentException">There is no such driver.</exception>
    /// <exception cref="DeviceException">The driver is not installed or not built, or has no such device.</exception>
    public static IDevice Open(string driver, int index = 0) => driver switch
    {
        "cuda" => CudaDevice.Open(index),
        "opencl" => OpenClDevice.Open(index),
        "ilgpu" => OpenIlgpu(index),
        _ => throw new ArgumentException($"There is no driver '{driver}': cuda, opencl and ilgpu are known.", nameof(driver)),
    };

#if ILGPU
    private static IlgpuDevice OpenIlgpu(int index) => index == 0
        ? IlgpuDevice.Open()
        : throw new DeviceException(DeviceFailure.NoDevice, $"There is no device {index} of ILGPU: the processor is its only one, 0.");
#else
    private static IDevice OpenIlgpu(int index) => throw new DeviceException(
        DeviceFailure.NoDriver,
        "This build has no driver for ILGPU: build it with -p:UseIlgpu=true where the package feed has ILGPU 1.5 or later; or use OpenCL or CUDA.");
#endif
}
