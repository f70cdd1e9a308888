namespace Annarchy.Connectivity;

/// <summary>Every neuron with every other.</summary>
internal sealed class AllToAllPattern(ProjectionEnds ends, bool allowSelfConnections) : ConnectionPattern
{
    public override string Description => "all to all";

    public override bool IsComplete => true;

    public override bool ExcludesSelf { get; } = ends.SamePopulation && !allowSelfConnections;

    public override int MaxRowLength => ends.PreCount;

    public override int Positions(int row, Span<int> positions)
    {
        var self = ExcludesSelf ? ends.SelfPosition(Order, row) : -1;
        var count = 0;
        for (var position = 0; position < ends.PreCount; position++)
        {
            if (position != self)
                positions[count++] = position;
        }

        return count;
    }

    public override int RowLength(int row, Span<int> scratch) =>
        ends.PreCount - (ExcludesSelf && ends.SelfPosition(Order, row) >= 0 ? 1 : 0);
}
