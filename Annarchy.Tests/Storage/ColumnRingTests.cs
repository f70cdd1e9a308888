using Annarchy.Storage;

namespace Annarchy.Tests.Storage;

public class ColumnRingTests
{
    [Fact]
    public void A_ring_holds_what_the_column_was()
    {
        using var column = new Column("r", AttributeKind.Real, Precision.Single, 20);
        using var ring = new ColumnRing(column, 3);
        for (var step = 1; step <= 10; step++)
        {
            column.Fill(step);
            ring.Push();
            for (var delay = 1; delay <= 3; delay++)
                Assert.Equal(Math.Max(step - delay + 1, 0), At(ring, delay, 19));
        }

        ring.EnsureDepth(5);
        Assert.Equal([10f, 9f, 8f, 8f, 8f], Enumerable.Range(1, 5).Select(delay => At(ring, delay, 0)));
        column.Fill(11);
        ring.Push();
        Assert.Equal([11f, 10f, 9f, 8f, 8f], Enumerable.Range(1, 5).Select(delay => At(ring, delay, 0)));
        column.Fill(-1);
        ring.Fill();
        Assert.Equal([-1f, -1f, -1f, -1f, -1f], Enumerable.Range(1, 5).Select(delay => At(ring, delay, 7)));
    }

    [Fact]
    public void Delays_outside_the_ring_are_refused()
    {
        using var column = new Column("r", AttributeKind.Real, Precision.Single, 2);
        using var ring = new ColumnRing(column, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.At(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.At(3));
    }

    private static unsafe float At(ColumnRing ring, int delay, int row) => ((float*)ring.At(delay))[row];
}
