namespace Annarchy;

/// <summary>
/// A device cannot do what is asked of it: there is none, its driver or compiler is missing, its memory is full, or it was lost. The message
/// says what to do about it. The same network runs on the processor when it is created without a device.
/// </summary>
public sealed class DeviceException : Exception
{
    /// <summary>Creates an exception.</summary>
    public DeviceException()
        : this(DeviceFailure.Other, "The device failed.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is missing and how to get it.</param>
    public DeviceException(string message)
        : this(DeviceFailure.Other, message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is missing and how to get it.</param>
    /// <param name="innerException">Where it came from.</param>
    public DeviceException(string message, Exception? innerException)
        : this(DeviceFailure.Other, message, innerException)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="failure">What sort of failure it is.</param>
    /// <param name="message">What is missing and how to get it.</param>
    /// <param name="innerException">Where it came from.</param>
    public DeviceException(DeviceFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What sort of failure it is.</summary>
    public DeviceFailure Failure { get; }
}

/// <summary>What can go wrong with a device.</summary>
public enum DeviceFailure
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>The library of the driver is not installed.</summary>
    NoDriver,

    /// <summary>There is no device.</summary>
    NoDevice,

    /// <summary>There is no compiler of kernels, or it refuses one.</summary>
    NoCompiler,

    /// <summary>The memory of the device is full.</summary>
    OutOfMemory,

    /// <summary>The device does not answer any more.</summary>
    Lost,
}
