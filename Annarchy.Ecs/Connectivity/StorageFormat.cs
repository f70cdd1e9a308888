namespace Annarchy;

/// <summary>How the synapses of a projection lie in memory.</summary>
public enum StorageFormat
{
    /// <summary>Chosen from the pattern: dense where every pair is connected, a bitmap where one would do and be small, sparse otherwise.</summary>
    Automatic,

    /// <summary>One weight for every pair, no indices; only where (nearly) every pair is connected.</summary>
    Dense,

    /// <summary>Compressed rows: the rank of the other end of each synapse beside its weight.</summary>
    Sparse,

    /// <summary>
    /// One bit for every pair: only for plain spiking synapses that all have one weight and one delay. Where many pairs are connected it takes
    /// less memory than <see cref="Sparse"/>, and delivers faster.
    /// </summary>
    Bitmap,
}
