namespace Annarchy;

/// <summary>Dialects of C that kernels are printed in.</summary>
public enum DeviceLanguage
{
    /// <summary>OpenCL C 1.2.</summary>
    OpenCl,

    /// <summary>CUDA C++.</summary>
    Cuda,
}
