using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Tests.Transmission;

public unsafe class HistoryRingTests
{
    [Fact]
    public void Every_delay_reads_what_was_pushed_that_many_steps_ago()
    {
        using var column = new Column("r", AttributeKind.Real, Precision.Double, 3);
        using var ring = new HistoryRing(column, 2);
        for (var step = 1; step <= 20; step++)
        {
            column.CopyFrom([step, 10.0 * step, 100.0 * step]);
            ring.Push();
            if (step == 7)
                ring.EnsureDepth(5);
            for (var delay = 1; delay <= ring.Depth; delay++)
            {
                // Before the ring grew, only two steps were kept.
                var oldest = step < 7 ? 1 : 6;
                var expected = step - delay + 1 >= oldest ? step - delay + 1 : 0;
                Assert.Equal(10.0 * expected, ((double*)ring.At(delay))[1]);
                Assert.Equal(100.0 * expected, ((double*)ring.Window)[((delay - 1) * ring.Stride) + 2]);
            }
        }
    }

    [Fact]
    public void Filling_pretends_a_constant_past()
    {
        using var column = new Column("r", AttributeKind.Real, Precision.Single, 2);
        using var ring = new HistoryRing(column, 3);
        ring.Push();
        column.Fill(4.0);
        ring.Fill();
        for (var delay = 1; delay <= 3; delay++)
            Assert.Equal(4f, ((float*)ring.At(delay))[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.At(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.At(0));
    }
}
