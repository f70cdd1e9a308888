namespace Annarchy.Kernels;

/// <summary>How the contributions of the synapses of a dendrite are combined.</summary>
internal enum Reduction : byte
{
    Sum,
    Maximum,
    Minimum,
    Mean,
}
