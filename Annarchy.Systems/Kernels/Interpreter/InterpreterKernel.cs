namespace Annarchy.Kernels.Interpreter;

/// <summary>A program over neurons, block by block.</summary>
internal sealed unsafe class InterpreterKernel(BlockLoop loop) : Kernel
{
    /// <summary>Rows evaluated together.</summary>
    public int BlockRows => loop.BlockRows;

    public override void Run(nint* columns, int begin, int end, KernelSpikes* spikes) => loop.Run(columns, null, begin, end, spikes);
}

/// <summary>A program over synapses, block by block.</summary>
internal sealed unsafe class InterpreterSynapseKernel(BlockLoop loop) : SynapseKernel
{
    /// <summary>Rows evaluated together.</summary>
    public int BlockRows => loop.BlockRows;

    public override void Run(nint* columns, int** indices, int begin, int end, KernelSpikes* run) =>
        loop.Run(columns, indices, begin, end, run);
}
