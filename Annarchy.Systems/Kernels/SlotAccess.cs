namespace Annarchy.Kernels;

/// <summary>How the rows of a kernel find their values in a column.</summary>
internal enum AccessKind : byte
{
    /// <summary>All rows of a run read one value.</summary>
    Uniform,

    /// <summary>Row <c>r</c> reads and writes element <c>r</c>.</summary>
    Row,

    /// <summary>Row <c>r</c> reads and writes the element that an index array names for it.</summary>
    Indexed,
}

/// <summary>How the rows of a kernel find their values in the column of a slot.</summary>
/// <param name="Kind">One value, consecutive values, or values through an index.</param>
/// <param name="Index">Which of the index arrays of a run; 0 unless indexed.</param>
internal readonly record struct SlotAccess(AccessKind Kind, int Index = 0)
{
    public static SlotAccess Uniform { get; } = new(AccessKind.Uniform);

    public static SlotAccess Row { get; } = new(AccessKind.Row);

    public static SlotAccess Indexed(int index) => new(AccessKind.Indexed, index);
}
