namespace Annarchy;

/// <summary>What turns equations into something that runs.</summary>
public enum KernelBackend
{
    /// <summary>Emitted kernels where the host can run code made at run time, the interpreter elsewhere.</summary>
    Default,

    /// <summary>Vector operations over cache-sized blocks of rows; runs everywhere.</summary>
    Interpreter,

    /// <summary>One fused loop per model, emitted at run time for the widest vectors of the machine.</summary>
    Emitted,
}
