namespace Annarchy.Tests.Devices;

/// <summary>A test that needs an OpenCL device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeviceFactAttribute : FactAttribute
{
    internal const string Reason = "There is no OpenCL device: install ocl-icd-libopencl1 and pocl-opencl-icd, or the driver of a graphics card.";

    public DeviceFactAttribute()
    {
        if (!OpenClDevice.IsAvailable)
            Skip = Reason;
    }
}

/// <summary>A theory that needs an OpenCL device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeviceTheoryAttribute : TheoryAttribute
{
    public DeviceTheoryAttribute()
    {
        if (!OpenClDevice.IsAvailable)
            Skip = DeviceFactAttribute.Reason;
    }
}
