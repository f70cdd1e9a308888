using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Tests.Connectivity;

public class ShortCellsTests
{
    private static readonly int[] Ranks = [0, 5, 65_535, 3, 4];

    [Fact]
    public void ShortCellsAreTheSameUntilSomebodyAsksForLongOnes()
    {
        using var rows = Create(Ranks);
        var longSize = rows.ByteCount;
        rows.Shorten();
        Assert.NotNull(rows.ShortCells);
        Assert.True(rows.ByteCount <= longSize);
        Assert.Equal(Ranks.Length, rows.SlotCount);
        Assert.Equal(Ranks, Enumerable.Range(0, Ranks.Length).Select(rows.CellAt));
        Assert.NotNull(rows.ShortCells);
        Assert.Equal(Ranks[3..], rows.RowCells(1).ToArray());
        Assert.Null(rows.ShortCells);
        Assert.Equal(Ranks, Enumerable.Range(0, Ranks.Length).Select(rows.CellAt));
    }

    [Fact]
    public void ChangesFindTheSameSynapses()
    {
        using var rows = Create(Ranks);
        rows.Shorten();
        rows.Insert(1, 9, 1, []);
        rows.Remove(0, rows.Begin(0), []);
        Assert.Null(rows.ShortCells);
        Assert.Equal([5, 65_535], rows.RowCells(0).ToArray());
        Assert.Equal([3, 4, 9], rows.RowCells(1).ToArray());
    }

    [Fact]
    public void RanksThatDoNotFitAreRefused()
    {
        using var rows = Create([0, 65_536, 1, 2, 3]);
        Assert.Throws<OverflowException>(rows.Shorten);
    }

    private static CompressedRows Create(int[] ranks) =>
        new(NativeArray<int>.From([0, 3, 5]), NativeArray<int>.From(ranks), stride: 0);
}
