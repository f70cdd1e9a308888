namespace Annarchy.Gpu.Cuda;

/// <summary>Error codes of the CUDA driver as exceptions.</summary>
internal static class CudaError
{
    /// <summary>The exception of a code.</summary>
    /// <param name="code">What a call returned.</param>
    /// <param name="what">What was to be done.</param>
    /// <param name="name">What the driver calls the code.</param>
    public static DeviceException Of(int code, string what, string name)
    {
        var (failure, reason) = code switch
        {
            2 => (DeviceFailure.OutOfMemory, DriverMessages.Full),
            34 or 36 or 803 => (DeviceFailure.NoDriver, "the driver of the graphics card does not fit; install the present one"),
            46 => (DeviceFailure.NoDevice, "the graphics card is in use by others or closed for computing; nvidia-smi -q -d COMPUTE tells its mode"),
            100 or 101 => (DeviceFailure.NoDevice, "there is no graphics card of NVIDIA, or CUDA_VISIBLE_DEVICES hides it"),
            200 or 209 or 218 or 221 or 222 => (
                DeviceFailure.NoCompiler,
                "the driver does not take what the toolkit's compiler made, being older or incomplete; install a newer driver or an older toolkit"),
            214 or 220 or 226 or 700 or 702 or 709 or 710 or 714 or 715 or 716 or 717 or 718 or 719 => (DeviceFailure.Lost, DriverMessages.Lost),
            _ => (DeviceFailure.Other, "an error of the driver"),
        };
        return new DeviceException(failure, $"CUDA cannot {what}: {reason} ({name}, code {code}).");
    }
}
