namespace Annarchy.Tests.Projections;

public class AttributeTests
{
    private static Neuron Rate => new(parameters: "r = 0.0", equations: "s = sum(exc)");

    private static Neuron Spiking => new(equations: "v = g_exc", spike: "v > 1e9", reset: "v = 0");

    /// <summary>Dendrites of neurons 1 and 3: from 0, 2 and from 4.</summary>
    private static Projection Ragged(Network net, bool spiking)
    {
        var pre = net.Create(5, spiking ? Spiking : Rate);
        var post = net.Create(4, spiking ? Spiking : Rate);
        var projection = net.Connect(pre, post, "exc", name: "p").FromList([(3, 4, 0.75, 2.0), (1, 2, 0.5, 1.0), (1, 0, 0.25, 3.0)]);
        net.Compile();
        return projection;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_connected_can_be_read(bool spiking)
    {
        using var net = new Network();
        var projection = Ragged(net, spiking);
        Assert.Equal(2, projection.Size);
        Assert.Equal(3, projection.NbSynapses);
        Assert.Equal([1, 3], projection.PostRanks);
        Assert.Equal([[0, 2], [4]], projection.PreRanks);
        Assert.Equal([0.25, 0.5, 0.75], (double[])projection["w"]);
        Assert.Equal([[0.25, 0.5], [0.75]], projection.Rows("w"));
        Assert.Equal([3.0, 1.0, 2.0], (double[])projection.Delays);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_are_set_from_a_number_a_row_per_dendrite_or_a_number_per_synapse(bool spiking)
    {
        using var net = new Network(seed: 1);
        var projection = Ragged(net, spiking);
        projection["w"] = 2.0;
        Assert.Equal([2.0, 2.0, 2.0], (double[])projection["w"]);
        projection["w"] = new[] { 1.0, 2.0 };
        Assert.Equal([1.0, 1.0, 2.0], (double[])projection["w"]);
        projection["w"] = new[] { 1.0, 2.0, 3.0 };
        Assert.Equal([1.0, 2.0, 3.0], (double[])projection["w"]);
        projection.SetRows("w", [[4.0, 5.0], [6.0]]);
        Assert.Equal([4.0, 5.0, 6.0], (double[])projection["w"]);
        projection["w"] = new Uniform(10.0, 20.0);
        Assert.All((double[])projection["w"], w => Assert.InRange(w, 10.0, 20.0));
        Assert.Throws<ArgumentException>(() => projection["w"] = new double[4]);
        Assert.Throws<ArgumentException>(() => projection.SetRows("w", [[4.0], [6.0]]));
        Assert.Throws<KeyNotFoundException>(() => projection["weight"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dendrites_and_synapses_are_windows(bool spiking)
    {
        using var net = new Network();
        var projection = Ragged(net, spiking);
        Assert.Equal([1, 3], projection.Select(d => d.Rank));
        Assert.Null(projection[0]);
        Assert.Throws<KeyNotFoundException>(() => projection.Dendrite(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection[4]);

        var dendrite = projection.Dendrite(1);
        Assert.Equal(2, dendrite.Size);
        Assert.Equal([0, 2], dendrite.PreRanks);
        Assert.Equal([3.0, 1.0], dendrite.Delays);
        dendrite["w"] = new[] { 7.0, 8.0 };
        Assert.Equal([7.0, 8.0, 0.75], (double[])projection["w"]);
        Assert.Equal([7.0, 0.0, 8.0, 0.0, 0.0], (double[])dendrite.ReceptiveField());
        Assert.Throws<ArgumentException>(() => dendrite["w"] = new double[3]);

        var synapse = projection.Synapse(2, 1)!;
        Assert.Equal((2, 1, 8.0, 1.0), (synapse.Pre, synapse.Post, synapse["w"], synapse.Delay));
        synapse["w"] = -1.0;
        Assert.Equal([7.0, -1.0], (double[])dendrite["w"]);
        Assert.Null(projection.Synapse(3, 1));
        Assert.Equal([7.0, -1.0], dendrite.Select(s => s["w"]));
    }

    [Fact]
    public void Rows_of_rate_coded_dendrites_are_spans()
    {
        using var net = new Network(precision: Precision.Single);
        var projection = Ragged(net, false);
        var span = projection.Dendrite(1).AsSpan<float>("w");
        Assert.Equal([0.25f, 0.5f], span.ToArray());
        span[1] = 9f;
        Assert.Equal([0.25, 9.0, 0.75], (double[])projection["w"]);
        Assert.Throws<InvalidOperationException>(() => projection.Dendrite(1).AsSpan<double>("w"));
    }

    [Fact]
    public void A_weight_common_to_all_synapses_is_one_number()
    {
        using var net = new Network();
        var pre = net.Create(3, Rate);
        var post = net.Create((2, 2), Rate);
        var single = net.Connect(pre, post, "exc").AllToAll(0.5);
        var multiple = net.Connect(pre, post, "exc").AllToAll(0.5, forceMultipleWeights: true);
        net.Compile();
        Assert.Equal(0.5, (double)single["w"]);
        Assert.Equal(0.5, (double)single.Dendrite(1, 0)["w"]);
        Assert.Equal(2, single.Dendrite(1, 0).Rank);
        single["w"] = 0.25;
        Assert.Equal([0.25, 0.25, 0.25], single.Rows("w")[0]);
        Assert.Throws<ArgumentException>(() => single["w"] = new double[12]);
        Assert.Throws<ArgumentException>(() => single.Dendrite(0)["w"] = 1.0);
        Assert.Equal([4, 3], multiple["w"].Shape);
    }
}
