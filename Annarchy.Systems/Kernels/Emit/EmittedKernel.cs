namespace Annarchy.Kernels.Emit;

/// <summary>The signature of emitted code over neurons, that of <see cref="Kernel.Run"/>.</summary>
internal unsafe delegate void KernelBody(nint* columns, int begin, int end, KernelSpikes* spikes);

/// <summary>The signature of emitted code over synapses, that of <see cref="SynapseKernel.Run"/>.</summary>
internal unsafe delegate void SynapseKernelBody(nint* columns, int** indices, int begin, int end, KernelSpikes* run);

/// <summary>A program over neurons as machine code.</summary>
internal sealed unsafe class EmittedKernel(KernelBody body, VectorWidth width) : Kernel
{
    /// <summary>The width of its vectors.</summary>
    public VectorWidth Width { get; } = width;

    public override void Run(nint* columns, int begin, int end, KernelSpikes* spikes) => body(columns, begin, end, spikes);
}

/// <summary>A program over synapses as machine code.</summary>
internal sealed unsafe class EmittedSynapseKernel(SynapseKernelBody body, VectorWidth width) : SynapseKernel
{
    /// <summary>The width of its vectors.</summary>
    public VectorWidth Width { get; } = width;

    public override void Run(nint* columns, int** indices, int begin, int end, KernelSpikes* run) =>
        body(columns, indices, begin, end, run);
}
