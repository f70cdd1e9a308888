using ILGPU;
using ILGPU.Runtime;

namespace Annarchy.Gpu.Ilgpu;

/// <summary>Exceptions of ILGPU as those of devices.</summary>
internal static class IlgpuError
{
    /// <summary>Does something, and says what failed of it.</summary>
    /// <param name="what">What is to be done.</param>
    /// <param name="action">Does it.</param>
    public static T Try<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is not DeviceException)
        {
            throw Of(exception, what);
        }
    }

    public static DeviceException Of(Exception exception, string what)
    {
        var (failure, reason) = exception switch
        {
            OutOfMemoryException => (DeviceFailure.OutOfMemory, DriverMessages.Full),
            InternalCompilerException or NotSupportedException or InvalidProgramException => (DeviceFailure.NoCompiler, exception.Message),
            CapabilityNotSupportedException => (DeviceFailure.NoDevice, exception.Message),
            AcceleratorException => (DeviceFailure.Lost, $"{DriverMessages.Lost} ({exception.Message})"),
            _ => (DeviceFailure.Other, exception.Message),
        };
        return new DeviceException(failure, $"ILGPU cannot {what}: {reason}.", exception);
    }
}
