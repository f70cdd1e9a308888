namespace Annarchy;

/// <summary>How the synapses of a projection lie in memory.</summary>
public enum StorageFormat
{
    /// <summary>Chosen from the pattern: dense where every pair is connected, sparse otherwise.</summary>
    Automatic,

    /// <summary>One weight for every pair, no indices; only where (nearly) every pair is connected.</summary>
    Dense,

    /// <summary>Compressed rows: the rank of the other end of each synapse beside its weight.</summary>
    Sparse,
}
