namespace Annarchy.Devices;

/// <summary>A system whose work is done by kernels.</summary>
internal interface IKernelSystem : ISystem
{
    /// <summary>Why the host does the work nevertheless; null if it does not.</summary>
    string? ReasonForHost => null;
}
