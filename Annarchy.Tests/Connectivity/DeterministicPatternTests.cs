using Annarchy.Connectivity;
using static Annarchy.Tests.Connectivity.StoredSynapses;

namespace Annarchy.Tests.Connectivity;

public class DeterministicPatternTests
{
    [Theory]
    [InlineData(StorageOrder.ByPost, StorageFormat.Dense)]
    [InlineData(StorageOrder.ByPost, StorageFormat.Sparse)]
    [InlineData(StorageOrder.ByPre, StorageFormat.Dense)]
    [InlineData(StorageOrder.ByPre, StorageFormat.Sparse)]
    public void All_to_all_leaves_out_self_connections_in_every_storage(StorageOrder order, StorageFormat format)
    {
        var ends = new ProjectionEnds(5, 5, samePopulation: true);
        double[] weights = [.. Enumerable.Range(0, 25).Select(i => i * 0.5)];
        var plan = new ConnectionPlan(
            ends, new AllToAllPattern(ends, false), new MatrixValues(weights, 5), new ConstantValues(3.0), Options(order, format));

        var built = plan.Build();
        using var connectivity = built.Connectivity;

        var expected = from post in Enumerable.Range(0, 5)
                       from pre in Enumerable.Range(0, 5)
                       where post != pre
                       select new Entry(post, pre, weights[(post * 5) + pre], 3);
        Assert.Equal(expected, Read(built));
        Assert.Equal(20, connectivity.Count);
        Assert.Equal(format == StorageFormat.Dense, connectivity is DenseConnectivity);
    }

    [Theory]
    [InlineData(StorageOrder.ByPost, StorageFormat.Automatic)]
    [InlineData(StorageOrder.ByPre, StorageFormat.Automatic)]
    [InlineData(StorageOrder.ByPost, StorageFormat.Sparse)]
    [InlineData(StorageOrder.ByPre, StorageFormat.Sparse)]
    public void Views_connect_only_their_neurons(StorageOrder order, StorageFormat format)
    {
        var ends = new ProjectionEnds(16, 9, [5, 6, 9, 10], [0, 3, 8]);
        var plan = new ConnectionPlan(
            ends, new AllToAllPattern(ends, false), new ConstantValues(0.25), new ConstantValues(0.0), Options(order, format, singleWeight: true));

        var built = plan.Build();
        using var connectivity = built.Connectivity;

        var expected = from post in new[] { 0, 3, 8 } from pre in new[] { 5, 6, 9, 10 } select new Entry(post, pre, 0.25, 1);
        Assert.Equal(expected, Read(built));
        Assert.True(built.HasSingleWeight);
        Assert.Equal([0, 3, 8], connectivity.PostRanks.Span.ToArray());
        Assert.Equal(1, connectivity.DendriteOf(3));
        Assert.Equal(-1, connectivity.DendriteOf(4));
    }

    [Theory]
    [InlineData(StorageOrder.ByPost)]
    [InlineData(StorageOrder.ByPre)]
    public void One_to_one_stops_at_the_shorter_end(StorageOrder order)
    {
        var ends = new ProjectionEnds(3, 5);
        var plan = new ConnectionPlan(
            ends, new OneToOnePattern(ends), new RowValues([1.0, 2.0, 3.0, 4.0, 5.0]), new ConstantValues(2.4), Options(order, timeStep: 0.5));

        var built = plan.Build();
        using var connectivity = built.Connectivity;

        Assert.Equal([new Entry(0, 0, 1.0, 5), new Entry(1, 1, 2.0, 5), new Entry(2, 2, 3.0, 5)], Read(built));
        Assert.Equal(3, connectivity.Size);
    }

    [Theory]
    [InlineData(StorageOrder.ByPost, Precision.Double)]
    [InlineData(StorageOrder.ByPre, Precision.Double)]
    [InlineData(StorageOrder.ByPost, Precision.Single)]
    [InlineData(StorageOrder.ByPre, Precision.Single)]
    public void A_list_in_any_order_keeps_weights_and_delays_with_their_synapses(StorageOrder order, Precision precision)
    {
        var ends = new ProjectionEnds(7, 6);
        var list = new SynapseList(ends, "proj0");
        list.Add(4, 6, 0.5, 12.0);
        list.Add(1, 2, 0.25, 1.0);
        list.Add(4, 0, -1.5, 0.0);
        list.Add(1, 6, 8.0, 3.4);
        var plan = new ConnectionPlan(
            ends, list.ToPattern("list"), new ConstantValues(0.0), new ConstantValues(0.0), Options(order, precision: precision));

        var built = plan.Build();
        using var connectivity = built.Connectivity;

        Assert.Equal(
            [new Entry(1, 2, 0.25, 1), new Entry(1, 6, 8.0, 3), new Entry(4, 0, -1.5, 1), new Entry(4, 6, 0.5, 12)],
            Read(built));
        Assert.Null(connectivity.UniformDelay);
        Assert.Equal(12, connectivity.MaxDelay);
        Assert.Equal(4, connectivity.Count);
    }

    [Fact]
    public void A_list_refuses_what_cannot_be_a_synapse()
    {
        var ends = new ProjectionEnds(3, 4);
        var list = new SynapseList(ends, "proj0");
        list.Add(0, 1, 1.0, null);

        Assert.Contains("proj0: post-synaptic rank 4", Assert.Throws<ArgumentOutOfRangeException>(() => list.Add(4, 0, 1.0, null)).Message, StringComparison.Ordinal);
        Assert.Contains("pre-synaptic rank -1", Assert.Throws<ArgumentOutOfRangeException>(() => list.Add(0, -1, 1.0, null)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => list.Add(0, 2, 1.0, 5.0));
        list.Add(0, 1, 2.0, null);
        Assert.Contains("from neuron 1 to neuron 0", Assert.Throws<ArgumentException>(() => list.ToPattern("list")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Impossible_delays_are_refused(double delay)
    {
        var ends = new ProjectionEnds(3, 4);
        var plan = new ConnectionPlan(ends, new AllToAllPattern(ends, true), new ConstantValues(1.0), new ConstantValues(delay), Options());

        Assert.Contains("proj0", Assert.Throws<ArgumentException>(plan.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_storage_is_for_complete_patterns()
    {
        var ends = new ProjectionEnds(3, 4);
        var plan = new ConnectionPlan(
            ends, new OneToOnePattern(ends), new ConstantValues(1.0), new ConstantValues(0.0), Options(format: StorageFormat.Dense));

        Assert.Throws<ArgumentException>(plan.Build);
    }
}
