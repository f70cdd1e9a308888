namespace Annarchy.Gpu.OpenCl;

/// <summary>Constants of the OpenCL headers.</summary>
internal static class OpenClInfo
{
    public const ulong AllDevices = 0xFFFFFFFF;
    public const ulong Processor = 1 << 1;
    public const ulong ReadWrite = 1 << 0;
    public const uint DeviceType = 0x1000;
    public const uint ComputeUnits = 0x1002;
    public const uint MaximalGroupSize = 0x1004;
    public const uint GlobalMemory = 0x101F;
    public const uint DeviceName = 0x102B;
    public const uint DriverVersion = 0x102D;
    public const uint DeviceVersion = 0x102F;
    public const uint DoubleConfiguration = 0x1032;
    public const uint BuildLog = 0x1183;
}
