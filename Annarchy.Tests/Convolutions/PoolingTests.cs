using Annarchy.Convolutions;
namespace Annarchy.Tests.Convolutions;

public class PoolingTests
{
    public static TheoryData<int[], int[], int[]?, int[]?> Shapes() => new()
    {
        { [40], [10], null, null },
        { [12, 18], [6, 6], null, null },
        { [12, 18], [6, 6], [2, 3], null },
        { [4, 6, 18], [2, 2, 18], null, null },
        { [4, 6, 7], [2, 3], [2, 2, 7], null },
        { [8, 9], [7, 8], [2, 2], [1, 1] },
        { [5, 40], [2, 20], [3, 3], [2, 2] },
        { [10, 10], [3, 3], [3, 3], [3, 3] },
        { [4, 4, 4, 3], [2, 2, 2, 3], null, null },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void CombinesWhatLiesInTheWindows(int[] pre, int[] post, int[]? extent, int[]? strides)
    {
        foreach (var (operation, combine) in Operations)
        {
            var expected = Expected(pre, post, extent, strides, x => x, combine);
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                foreach (var threads in new[] { 1, 2 })
                {
                    var received = MapNetwork.Received(
                        pre,
                        post,
                        (net, map, receiver) => net.Connect(new Pooling(map, receiver, "exc", operation: operation)).ConnectPooling(extent, strides),
                        precision,
                        threads: threads);
                    MapNetwork.AssertNear(expected, received, precision);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AnyPspCanBePooled(int[] pre, int[] post, int[]? extent, int[]? strides)
    {
        foreach (var (operation, combine) in Operations)
        {
            var received = MapNetwork.Received(
                pre,
                post,
                (net, map, receiver) => net.Connect(new Pooling(map, receiver, "exc", psp: "1.0 - pre.r^2", operation: operation)).ConnectPooling(extent, strides),
                Precision.Double);
            MapNetwork.AssertNear(Expected(pre, post, extent, strides, x => 1.0 - (x * x), combine), received, Precision.Double);
        }
    }

    [Fact]
    public void DelaysReachBack()
    {
        using var net = new Network();
        var map = net.Create(new InputArray(4));
        var receiver = net.Create(2, MapNetwork.Receiver);
        net.Connect(new Pooling(map, receiver, "exc")).ConnectPooling(delays: 3.0);
        net.Compile();
        map["r"] = 1.0;
        var monitor = net.Monitor(receiver, "r");
        net.Simulate(5.0);
        Assert.Equal([0.0, 0.0, 0.0, 1.0, 1.0], monitor.Get("r").Series(0));
    }

    [Fact]
    public void PooledNeuronsAreDendrites()
    {
        using var net = new Network();
        var map = net.Create(new InputArray((5, 5)));
        var receiver = net.Create((3, 3), MapNetwork.Receiver);
        var pooling = net.Connect(new Pooling(map, receiver, "exc", operation: "mean")).ConnectPooling([2, 2], [2, 2]);
        net.Compile();
        Assert.Equal([0, 1, 5, 6], pooling.Dendrite(0, 0).PreRanks);
        Assert.Equal([24], pooling.Dendrite(2, 2).PreRanks);
        Assert.Equal(25, pooling.NbSynapses);
    }

    private static (string Name, Func<IEnumerable<double>, double> Combine)[] Operations =>
        [("max", x => x.Max()), ("min", x => x.Min()), ("mean", x => x.Average()), ("sum", x => x.Sum())];

    /// <summary>Pooling as it is defined.</summary>
    private static double[] Expected(
        int[] pre, int[] post, int[]? extent, int[]? strides, Func<double, double> psp, Func<IEnumerable<double>, double> combine)
    {
        var (map, result) = (new Geometry(pre), new Geometry(post));
        var rates = MapNetwork.Numbers(map.Size, 2);
        int[] size = extent ?? [.. pre.Select((length, d) => length / post[d])];
        return [.. Enumerable.Range(0, result.Size).Select(neuron =>
        {
            var place = result.Coordinates(neuron);
            return combine(Enumerable.Range(0, map.Size).Where(rank => Covers(place, map.Coordinates(rank))).Select(rank => psp(rates[rank])));
        })];

        bool Covers(int[] place, int[] coordinates)
        {
            for (var d = 0; d < pre.Length; d++)
            {
                var first = d < post.Length ? place[d] * (strides?[d] ?? size[d]) : 0;
                if (coordinates[d] < first || coordinates[d] >= first + size[d])
                    return false;
            }

            return true;
        }
    }
}
