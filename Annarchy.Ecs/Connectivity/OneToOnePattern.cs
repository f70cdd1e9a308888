namespace Annarchy.Connectivity;

/// <summary>Neurons at the same position, as far as both ends have one.</summary>
internal sealed class OneToOnePattern(ProjectionEnds ends) : ConnectionPattern
{
    public override string Description => "one to one";

    public override int MaxRowLength => 1;

    public override int Positions(int row, Span<int> positions)
    {
        if (row >= ends.PreCount)
            return 0;
        positions[0] = row;
        return 1;
    }
}
