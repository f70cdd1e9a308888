using Annarchy.Connectivity;
using Annarchy.Storage;
using static Annarchy.Tests.Connectivity.StoredSynapses;

namespace Annarchy.Tests.Connectivity;

public class EditingTests
{
    [Theory]
    [InlineData(StorageOrder.ByPost, false, false)]
    [InlineData(StorageOrder.ByPre, false, false)]
    [InlineData(StorageOrder.ByPost, true, false)]
    [InlineData(StorageOrder.ByPre, true, false)]
    [InlineData(StorageOrder.ByPost, false, true)]
    [InlineData(StorageOrder.ByPre, false, true)]
    [InlineData(StorageOrder.ByPre, true, true)]
    public void Synapses_keep_their_values_while_others_come_and_go(StorageOrder order, bool delayed, bool unsorted)
    {
        const int Pre = 23, Post = 17;
        var random = new Random(11);
        var ends = new ProjectionEnds(Pre, Post);
        var list = new SynapseList(ends, "proj0");
        var model = new SortedDictionary<(int Post, int Pre), (double Weight, int Delay)>();
        for (var post = 0; post < Post; post++)
            Add(post, post % Pre, post + 0.5, 1 + (post % 5));
        for (var i = 0; i < 60; i++)
            Add(random.Next(Post), random.Next(Pre), i, 1 + random.Next(5));
        foreach (var ((post, pre), (weight, delay)) in model)
            list.Add(post, pre, weight, delayed ? delay : null);
        var options = Options(order, format: StorageFormat.Sparse);
        var built = new ConnectionPlan(ends, list.ToPattern("list"), new ConstantValues(0.0), new ConstantValues(1.0), options).Build();
        using var connectivity = (SparseConnectivity)built.Connectivity;
        using var weights = built.Weights;
        using var other = new Column("x", AttributeKind.Integer, Precision.Single, connectivity.SlotCount);
        foreach (var (dendrite, pre, slot) in All(connectivity))
            other[slot] = Mark(connectivity.PostRanks[dendrite], pre);
        Column[] columns = [weights, other];

        for (var change = 0; change < 1500; change++)
        {
            var (post, pre) = (random.Next(Post), random.Next(Pre));
            connectivity.PrepareChanges(columns);
            if (change == 300)
                connectivity.PreparePairs();
            if (unsorted && change % 500 == 0)
                connectivity.Unsort();
            if (change == 900)
                connectivity.Sort(columns);
            Assert.Equal(model.ContainsKey((post, pre)), connectivity.Connects(post, pre));
            var slot = connectivity.FindSlot(post, pre);
            Assert.Equal(model.ContainsKey((post, pre)), slot >= 0);
            if (slot < 0 && (change < 800 || change % 3 == 0))
            {
                var (weight, delay) = (change + 0.25, 1 + random.Next(5));
                slot = connectivity.Create(post, pre, delay, columns);
                weights[slot] = weight;
                other[slot] = Mark(post, pre);
                model[(post, pre)] = (weight, delay);
            }
            else if (slot >= 0)
            {
                connectivity.Prune(post, pre, (int)slot, columns);
                model.Remove((post, pre));
            }

            if (change % 100 != 0)
                continue;
            Assert.Equal(!unsorted || order == StorageOrder.ByPost || change == 900, connectivity.Rows.IsSorted);
            AssertOrdered(connectivity.Rows);
            Assert.Equal(model.Count, connectivity.Count);
            Assert.Equal(model.Select(m => new Entry(m.Key.Post, m.Key.Pre, m.Value.Weight, delayed ? m.Value.Delay : 1)), Read(built));
            Assert.All(All(connectivity), s => Assert.Equal(Mark(connectivity.PostRanks[s.Dendrite], s.Pre), other[s.Slot]));
            Assert.True(connectivity.SlotCount < (8 * connectivity.Count) + 400);
        }

        void Add(int post, int pre, double weight, int delay) => model.TryAdd((post, pre), (weight, delay));
    }

    /// <summary>Rows are in the order of delays where these are kept apart, and then of ranks if they are sorted.</summary>
    private static void AssertOrdered(CompressedRows rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var (begin, end) = (rows.Begin(row), rows.Begin(row) + rows.Length(row));
            for (var slot = begin; slot < end; slot++)
            {
                Assert.Equal(slot, rows.Find(row, rows.RankOf(rows.Cells[slot])));
                if (rows.Delays is not null)
                {
                    var run = rows.RunOf(row, rows.DelayAt(slot));
                    Assert.InRange(slot, run.Begin, run.End - 1);
                    Assert.True(slot == begin || rows.DelayAt(slot - 1) <= rows.DelayAt(slot));
                }

                if (rows.IsSorted && slot > begin && (rows.Delays is null || rows.DelayAt(slot - 1) == rows.DelayAt(slot)))
                    Assert.True(rows.RankOf(rows.Cells[slot - 1]) < rows.RankOf(rows.Cells[slot]));
            }
        }
    }

    private static double Mark(int post, int pre) => (1000 * post) + pre;

    private static IEnumerable<(int Dendrite, int Pre, long Slot)> All(SparseConnectivity connectivity)
    {
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            var slots = new long[connectivity.RowLength(dendrite)];
            connectivity.CopySlots(dendrite, slots);
            foreach (var (pre, slot) in connectivity.PreRanks(dendrite).Zip(slots))
                yield return (dendrite, pre, slot);
        }
    }
}
