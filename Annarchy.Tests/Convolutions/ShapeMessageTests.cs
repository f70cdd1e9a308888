using Annarchy.Convolutions;
namespace Annarchy.Tests.Convolutions;

/// <summary>Shapes that do not fit: the message has them all.</summary>
public class ShapeMessageTests
{
    [Theory]
    [InlineData(new[] { 4, 4 }, new[] { 4, 4 }, new[] { 5, 3 }, "a filter of shape (5, 3) from (4, 4) to (4, 4): the filter is larger than the pre-synaptic population (5 and 4 along dimension 0).")]
    [InlineData(new[] { 4, 4 }, new[] { 4, 4 }, new[] { 3 }, "from (4, 4) to (4, 4): a filter has as many dimensions as the pre-synaptic population, 2, not 1; or set keepLastDimension")]
    [InlineData(new[] { 4, 4 }, new[] { 4, 4 }, new[] { 2, 3, 3 }, "2, not 3; several filters are connected with ConnectFilters.")]
    [InlineData(new[] { 4, 4 }, new[] { 3, 3 }, new[] { 3, 3 }, "from (4, 4) to (3, 3): 4 neurons along dimension 0 are not a multiple of 3")]
    [InlineData(new[] { 4, 4, 3 }, new[] { 4, 4 }, new[] { 3, 3, 2 }, "the last dimension of a filter is that of the pre-synaptic population, 3,")]
    [InlineData(new[] { 4, 4, 3 }, new[] { 4 }, new[] { 3, 3, 3 }, "from (4, 4, 3) to (4): the post-synaptic population has 3 dimensions, or 2.")]
    [InlineData(new[] { 2, 2, 2, 2, 2 }, new[] { 2 }, new[] { 1, 1, 1, 1, 1 }, "more than 4 dimensions")]
    public void FiltersFit(int[] pre, int[] post, int[] weights, string message) =>
        AssertRefused(pre, post, message, convolution => convolution.ConnectFilter(MapNetwork.Array(weights, 1)));

    [Theory]
    [InlineData(new[] { 4, 4 }, new[] { 4, 4, 3 }, new[] { 2, 3, 3 }, "filters of shape (2, 3, 3) from (4, 4) to (4, 4, 3): the last dimension of the post-synaptic population has one neuron for each of 2 filters, not 3.")]
    [InlineData(new[] { 4, 4 }, new[] { 4, 4, 2 }, new[] { 2, 3, 9 }, "(9 and 4 along dimension 1)")]
    [InlineData(new[] { 4, 4 }, new[] { 2 }, new[] { 2, 3, 3 }, "the post-synaptic population has 2 dimensions, or 1, and one for the filters.")]
    public void BanksFit(int[] pre, int[] post, int[] weights, string message) =>
        AssertRefused(pre, post, message, convolution => convolution.ConnectFilters(MapNetwork.Array(weights, 1)));

    [Fact]
    public void OtherArgumentsAreChecked()
    {
        int[] shape = [4, 4];
        var filter = MapNetwork.Array([3, 3], 1);
        AssertRefused(shape, shape, "needs it too, with 4 neurons", c => c.ConnectFilter(MapNetwork.Array([3], 1), keepLastDimension: true), otherPost: [4]);
        AssertRefused(shape, shape, "1, not 2", c => c.ConnectFilter(filter, keepLastDimension: true));
        AssertRefused(shape, shape, "subsampling takes 16 centres of filters, 1 were given", c => c.ConnectFilter(filter, subsampling: [[1, 1]]));
        AssertRefused([2], [2], "each centre has 1 coordinates, number 1 has 2", c => c.ConnectFilter(new[] { 1.0 }, subsampling: [[0], [1, 1]]));
        AssertRefused([2], [2], "centre (2) is outside", c => c.ConnectFilter(new[] { 1.0 }, subsampling: [[0], [2]]));
        AssertRefused(shape, shape, "there are no weights", c => c.ConnectFilter(1.0));
        AssertRefused(shape, shape, "draw them", c => c.ConnectFilter(new Uniform(0.0, 1.0)));
        AssertRefused([2], [2], "is not a number", c => c.ConnectFilter(new[] { double.NaN }));
        AssertRefused([2], [2], "delays are finite", c => c.ConnectFilter(new[] { 1.0 }, delays: -1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => (Padding)double.NaN);
        Assert.Throws<ArgumentException>(() => AssertRefused([2], [2], string.Empty, _ => { }, operation: "product"));
    }

    [Theory]
    [InlineData(new[] { 4, 4 }, new[] { 3, 3 }, null, null, "pooling from (4, 4) to (3, 3): 3 windows of 1 do not cover 4 neurons along dimension 0")]
    [InlineData(new[] { 4, 4 }, new[] { 2 }, null, null, "both populations need as many dimensions")]
    [InlineData(new[] { 4 }, new[] { 2, 2 }, null, null, "more dimensions than the pre-synaptic one")]
    [InlineData(new[] { 4, 4 }, new[] { 2, 2 }, new[] { 2 }, null, "pooling windows of (2) from (4, 4) to (2, 2): the extent of a window needs 2 numbers.")]
    [InlineData(new[] { 4, 4 }, new[] { 1, 1 }, new[] { 5, 4 }, null, "a window of 5 does not fit 4 neurons along dimension 0")]
    [InlineData(new[] { 4, 4 }, new[] { 2, 2 }, new[] { 2, 2 }, new[] { 4, 2 }, "with a stride of 4 along dimension 0, not all 2 windows begin inside 4 neurons")]
    [InlineData(new[] { 4, 4 }, new[] { 2, 2 }, new[] { 2, 2 }, new[] { 2 }, "strides need 2 numbers")]
    public void WindowsFit(int[] pre, int[] post, int[]? extent, int[]? strides, string message)
    {
        using var net = new Network();
        var pooling = net.Connect(new Pooling(net.Create(new InputArray(new Geometry(pre))), net.Create(new Geometry(post), MapNetwork.Receiver), "exc", name: "pool"));
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => pooling.ConnectPooling(extent, strides)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SharedWeightsDoNotLearn()
    {
        using var net = new Network();
        var map = net.Create(new InputArray(2));
        var post = net.Create(2, MapNetwork.Receiver);
        var learning = net.Connect(new Rule(map, post, new Synapse(equations: "w += 0.1")));
        Assert.Contains("cannot learn", Assert.Throws<InvalidOperationException>(learning.ConnectRule).Message, StringComparison.Ordinal);
        var local = net.Connect(new Rule(map, post, new Synapse(parameters: "a = 1.0", psp: "a * pre.r")));
        Assert.Contains("cannot learn", Assert.Throws<InvalidOperationException>(local.ConnectRule).Message, StringComparison.Ordinal);
        var global = net.Connect(new Rule(map, post, new Synapse(parameters: "a = 3.0 : projection", psp: "a * w * pre.r")));
        global.ConnectRule();
        learning.OneToOne(0.0);
        local.OneToOne(0.0);
        map["r"] = new[] { 1.0, 2.0 };
        net.Simulate(1.0);

        // By the rule neuron 0 receives neuron 1 with weight 10, neuron 1 itself and from outside, where everything is 5, with weight 20.
        Assert.Equal([1.0 + (3.0 * 10.0 * 2.0), 2.0 + (3.0 * 20.0 * (2.0 + 5.0))], post["r"].ToArray());
        Assert.Equal(3.0, global["a"].Scalar);
    }

    private static void AssertRefused(
        int[] pre, int[] post, string message, Action<Convolution> connect, int[]? otherPost = null, string operation = "sum")
    {
        using var net = new Network();
        var map = net.Create(new InputArray(new Geometry(pre)));
        var convolution = net.Connect(
            new Convolution(map, net.Create(new Geometry(otherPost ?? post), MapNetwork.Receiver), "exc", operation: operation, name: "conv"));
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => connect(convolution)).Message, StringComparison.Ordinal);
    }

    /// <summary>A kind of projection of somebody's own.</summary>
    private sealed class Rule(Population pre, Population post, Synapse synapse) : Projection(pre, post, "exc", synapse)
    {
        public void ConnectRule() => ConnectShared(new Exchange(), new[] { 10.0, 20.0 });

        private sealed class Exchange : SharedWeightRule
        {
            public override string Description => "exchange of two neurons";

            public override IReadOnlyList<int> WeightShape { get; } = [2];

            public override int MaxRowLength => 2;

            public override double Padding => 5.0;

            public override int CopyRow(int post, Span<int> preRanks, Span<int> weights)
            {
                preRanks[0] = 1;
                preRanks[1] = Outside;
                weights.Fill(post);
                return 1 + post;
            }
        }
    }
}
