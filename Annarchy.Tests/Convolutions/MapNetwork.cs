using Annarchy.Convolutions;
namespace Annarchy.Tests.Convolutions;

/// <summary>A map of random rates and a population that receives them through a projection to test.</summary>
internal static class MapNetwork
{
    public static readonly Neuron Receiver = new(equations: "r = sum(exc)");

    /// <summary>Numbers from -1 to 1, the same for the same seed.</summary>
    public static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2.0 * random.NextDouble()) - 1.0)];
    }

    public static Values Array(int[] shape, int seed)
    {
        var array = System.Array.CreateInstance(typeof(double), shape);
        var numbers = Numbers(array.Length, seed);
        Buffer.BlockCopy(numbers, 0, array, 0, numbers.Length * sizeof(double));
        return Values.From(array);
    }

    /// <summary>What the population receives in the first step.</summary>
    public static double[] Received(
        int[] pre, int[] post, Action<Network, Population, Population> connect, Precision precision, KernelBackend backend = KernelBackend.Default, int threads = 1)
    {
        using var net = new Network(precision: precision, backend: backend, threads: threads, seed: 1);
        var map = net.Create(new InputArray(new Geometry(pre)));
        var receiver = net.Create(new Geometry(post), Receiver);
        connect(net, map, receiver);
        map["r"] = Numbers(map.Size, 2);
        net.Simulate(1.0);
        return receiver["r"];
    }

    public static void AssertNear(double[] expected, double[] actual, Precision precision)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = (precision == Precision.Double ? 1e-12 : 1e-5) * Math.Max(1.0, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"neuron {i}: {actual[i]} instead of {expected[i]}");
        }
    }
}
