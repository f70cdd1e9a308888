namespace Annarchy.Kernels.Emit;

/// <summary>The signature of emitted code, that of <see cref="Kernel.Run"/>.</summary>
internal unsafe delegate void KernelBody(nint* columns, int begin, int end, KernelSpikes* spikes);

/// <summary>A program as machine code.</summary>
internal sealed unsafe class EmittedKernel(KernelBody body, VectorWidth width) : Kernel
{
    /// <summary>The width of its vectors.</summary>
    public VectorWidth Width { get; } = width;

    public override void Run(nint* columns, int begin, int end, KernelSpikes* spikes) => body(columns, begin, end, spikes);
}
