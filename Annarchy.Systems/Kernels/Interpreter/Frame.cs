namespace Annarchy.Kernels.Interpreter;

/// <summary>One block of rows in the midst of evaluation: what every instruction runs on.</summary>
internal unsafe struct Frame
{
    /// <summary>Size of the vectors all loops use; scalars are repeated over one.</summary>
    public const int VectorBytes = 64;

    /// <summary>
    /// Addresses of values: columns at the first row of the block, repeated scalars, scratch blocks. All are multiples of
    /// <see cref="VectorBytes"/>, but for columns of synapses.
    /// </summary>
    public byte** Registers;

    /// <summary>Rows of the block.</summary>
    public int Rows;

    /// <summary>Rows up to the end of the last vector; all of them can be read and written.</summary>
    public int PaddedRows;

    /// <summary>Rank of the first row of the block.</summary>
    public int FirstRow;

    /// <summary>For each index array the address of the element of row 0; null when there are none.</summary>
    public int** Indices;

    /// <summary>What the kernel was called with beside columns: the key of draws, and where spikes go; may be null.</summary>
    public KernelSpikes* Run;
}
