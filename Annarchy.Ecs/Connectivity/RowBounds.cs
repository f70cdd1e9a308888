namespace Annarchy.Connectivity;

/// <summary>Where the rows of compressed synapses begin and end: the slots of row <c>r</c> are <c>Begin[r]</c> to <c>End[r]</c>, exclusive.</summary>
internal readonly unsafe struct RowBounds(int* begin, int* end)
{
    public readonly int* Begin = begin;
    public readonly int* End = end;

    /// <summary>Rows that follow each other without gaps, given by where they begin and where the last one ends.</summary>
    public static RowBounds Tight(int* begin) => new(begin, begin + 1);
}
