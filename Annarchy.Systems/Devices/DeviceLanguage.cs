namespace Annarchy;

/// <summary>Dialects of C that kernels are printed in.</summary>
public enum DeviceLanguage
{
    /// <summary>OpenCL C 1.2.</summary>
    OpenCl,

    /// <summary>CUDA C++.</summary>
    Cuda,

    /// <summary>
    /// What the dialects have in common, for drivers that know its words: <c>KERNEL</c>, <c>GLOBAL</c>, <c>ITEM</c>, <c>MEET</c>, <c>ADD_ONE</c> and so on.
    /// </summary>
    Common,
}
