using Annarchy.Convolutions;
namespace Annarchy.Tests.Convolutions;

/// <summary>Copies and transposes: the weights of another projection, as they are at every step.</summary>
public class BorrowedSynapsesTests
{
    private static readonly Neuron Rate = new(
        parameters: "r = 0.0", equations: "all = sum(exc) + sum(back) + sum(copy) + sum(square) + sum(greatest)");

    public static TheoryData<string, Precision, int> Connectors()
    {
        var data = new TheoryData<string, Precision, int>();
        foreach (var connector in new[] { "dense", "dense shared", "sparse", "sparse shared", "self", "self shared", "self sparse", "view", "filter", "delay" })
        {
            data.Add(connector, Precision.Double, 1);
            data.Add(connector, Precision.Single, 2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public void TransposesSumOverTheSameWeights(string connector, Precision precision, int threads)
    {
        using var net = new Network(precision: precision, threads: threads, seed: 3);
        var (original, pre, post) = Connected(net, connector);
        var back = net.Connect(new Transpose(original, "back")).ConnectTranspose();
        net.Compile();
        post["r"] = MapNetwork.Numbers(post.Size, 5);
        if (!ReferenceEquals(pre, post))
            pre["r"] = 0.0;
        double[] rates = post["r"];
        for (var time = 0; time < 5; time++)
            net.Step();
        AssertTransposed(original.ConnectivityMatrix(), rates, pre["sum(back)"], precision);
        Assert.Equal(original.NbSynapses, back.NbSynapses);
        Assert.True(AreTransposed(original.ConnectivityMatrix(), back.ConnectivityMatrix()));

        // The weights are those of the original, whatever they become.
        original["w"] = connector == "filter" ? MapNetwork.Numbers(6, 9) : -0.5;
        net.Simulate(1.0);
        AssertTransposed(original.ConnectivityMatrix(), rates, pre["sum(back)"], precision);
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public void CopiesHaveTheSameWeights(string connector, Precision precision, int threads)
    {
        using var net = new Network(precision: precision, threads: threads, seed: 3);
        var (original, pre, post) = Connected(net, connector);
        var otherPre = net.Create(pre.Geometry, Rate);
        var otherPost = net.Create(post.Geometry, Rate);
        var sums = net.Connect(new Copy(otherPre, otherPost, "copy")).ConnectCopy(original);
        var squares = net.Connect(new Copy(otherPre, otherPost, "square", psp: "w * pre.r^2")).ConnectCopy(original);
        Projection? greatest = connector.StartsWith("self", StringComparison.Ordinal) && connector != "self sparse"
            ? null
            : net.Connect(new Copy(otherPre, otherPost, "greatest", operation: "max")).ConnectCopy(original);
        net.Compile();
        var rates = MapNetwork.Numbers(pre.Size, 5);
        otherPre["r"] = rates;
        for (var step = 0; step < 5; step++)
            net.Step();
        var (rows, ranks) = (original.Rows("w"), original.PreRanks);
        foreach (var (projection, combine) in new (Projection?, Func<IEnumerable<(double W, double R)>, double>)[]
        {
            (sums, all => all.Sum(x => x.W * x.R)),
            (squares, all => all.Sum(x => x.W * x.R * x.R)),
            (greatest, all => all.Max(x => x.W * x.R)),
        })
        {
            if (projection is null)
                continue;
            var expected = new double[post.Size];
            for (var i = 0; i < original.Size; i++)
                expected[original.PostRanks[i]] = combine(rows[i].Zip(ranks[i], (w, pre) => (w, rates[pre])));
            MapNetwork.AssertNear(expected, otherPost[$"sum({projection.Targets[0]})"], precision);
            Assert.Equal(original.NbSynapses, projection.NbSynapses);
            Assert.Equal(original["w"], projection["w"]);
        }
    }

    [Fact]
    public void BorrowedWeightsFollowLearning()
    {
        using var net = new Network(seed: 1);
        var pre = net.Create(6, Rate);
        var post = net.Create(4, Rate);
        var forward = net.Connect(pre, post, "exc", new Oja()).AllToAll(new Uniform(0.0, 1.0));
        var back = net.Connect(new Transpose(forward, "back")).ConnectTranspose();
        var copy = net.Connect(new Copy(pre, post, "copy")).ConnectCopy(forward);
        net.Compile();
        double[,] start = forward.ConnectivityMatrix();
        pre["r"] = 1.0;
        post["r"] = 0.5;
        net.Simulate(20.0);
        Assert.NotEqual(start, forward.ConnectivityMatrix());
        Assert.Equal(forward["w"], copy["w"]);

        // The sums of a step are made with the weights before it.
        forward.Update = false;
        net.Simulate(1.0);
        MapNetwork.AssertNear([.. Enumerable.Range(0, 6).Select(j => 0.5 * back.Dendrite(j)["w"].Sum())], pre["sum(back)"], Precision.Double);
        MapNetwork.AssertNear(post["sum(exc)"], post["sum(copy)"], Precision.Double);
    }

    [Fact]
    public void BorrowedSynapsesFollowCreatingAndPruning()
    {
        using var net = new Network(seed: 1);
        var pre = net.Create(6, Rate);
        var post = net.Create(4, Rate);
        var synapse = new Synapse(pruning: "w < 0.0", creating: "pre.r > 100.0");
        var forward = net.Connect(pre, post, "exc", synapse).FromList([(0, 0, 1.0, 0.0), (1, 3, 2.0, 0.0), (3, 3, 4.0, 0.0)]);
        net.Connect(new Transpose(forward, "back")).ConnectTranspose();
        var copy = net.Connect(new Copy(pre, post, "copy")).ConnectCopy(forward);
        net.Compile();
        pre["r"] = new[] { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 };
        post["r"] = new[] { 1.0, 10.0, 100.0, 1000.0 };
        forward.Dendrite(3).CreateSynapse(5, 8.0);
        forward.Dendrite(1).PruneSynapse(3);
        net.Simulate(1.0);
        Assert.Equal([1.0, 0.0, 0.0, 4000.0, 0.0, 8000.0], pre["sum(back)"].ToArray());
        Assert.Equal([1.0, 0.0, 0.0, 16.0 + 48.0], post["sum(copy)"].ToArray());
        Assert.Equal(forward.NbSynapses, copy.NbSynapses);
        Assert.Contains("change them there", Assert.Throws<InvalidOperationException>(() => copy.Dendrite(0).CreateSynapse(1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StorageFormat.Dense)]
    [InlineData(StorageFormat.Sparse)]
    public void SpikesGoBackAndThroughCopies(StorageFormat format)
    {
        using var net = new Network(dt: 1.0);
        var left = net.Create(new SpikeSourceArray([[2.0], [], [4.0]]));
        var right = net.Create(4, new Neuron(equations: "g_exc = g_exc\ng_copied = g_copied\nv = 0.0", spike: "t == 6.0"));
        var cells = net.Create(3, new Neuron(equations: "g_exc = g_exc\ng_back = g_back\nv = 0.0", spike: "t == 3.0"));
        var weights = new double[4, 3];
        for (var i = 0; i < 12; i++)
            weights[i / 3, i % 3] = 1 << i;
        var forward = net.Connect(cells, right, "exc").AllToAll(weights, delays: 2.0, storage: format);
        var back = net.Connect(new Transpose(forward, "back")).ConnectTranspose();
        net.Connect(new Copy(left, right, "copied")).ConnectCopy(forward);
        net.Compile();
        Assert.Equal(12, back.NbSynapses);
        Assert.Equal(2.0, back.Delays.Scalar);
        net.Simulate(8.0);
        double[] column0 = [1.0, 8.0, 64.0, 512.0], all = [7.0, 7.0 * 8, 7.0 * 64, 7.0 * 512], column2 = [4.0, 32.0, 256.0, 2048.0];
        Assert.Equal(all, right["g_exc"].ToArray());
        Assert.Equal([.. column0.Zip(column2, (a, b) => a + b)], right["g_copied"].ToArray());
        Assert.Equal([0.0, 0.0, 0.0], cells["g_back"].ToArray());
        net.Simulate(1.0);
        Assert.Equal([585.0, 1170.0, 2340.0], cells["g_back"].ToArray());
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        using var net = new Network();
        var (five, six) = (net.Create(5, Rate), net.Create(6, Rate));
        var cells = net.Create(6, new Neuron(equations: "g_exc = 0.0", spike: "g_exc > 1.0"));
        var original = net.Connect(five, six, "exc").AllToAll(1.0, new Uniform(1.0, 10.0));
        var self = net.Connect(six, six, "exc").AllToAll(1.0);
        Refuse<ArgumentException>("from (6) to (6) cannot copy 'proj0', which goes from (5) to (6)", () => net.Connect(new Copy(six, six, "exc", name: "copy")).ConnectCopy(original));
        Refuse<ArgumentException>("both be spiking", () => net.Connect(new Copy(cells, six, "exc")).ConnectCopy(self));
        var hybrid = net.Connect(new CurrentInjection(six, cells, "exc")).ConnectCurrent();
        Refuse<ArgumentException>("only one is spiking", () => net.Connect(new Transpose(hybrid, "exc")));
        using var other = new Network();
        Refuse<ArgumentException>("different networks", () => net.Connect(new Copy(five, other.Create(6, Rate), "exc")));
        var (p, q) = (other.Create(5, Rate), other.Create(6, Rate));
        Refuse<ArgumentException>("same network", () => other.Connect(new Copy(p, q, "exc")).ConnectCopy(original));

        using var late = new Network();
        var source = late.Create(5, Rate);
        var delayed = late.Connect(source, late.Create(6, Rate), "exc").AllToAll(1.0, new Uniform(1.0, 10.0));
        late.Connect(new Transpose(delayed, "back")).ConnectTranspose();
        Refuse<InvalidOperationException>("only those with one delay", late.Compile);

        using var missing = new Network();
        var population = missing.Create(5, Rate);
        var recurrent = missing.Connect(population, population, "exc").AllToAll(1.0, allowSelfConnections: false);
        var maximum = missing.Connect(new Copy(population, population, "greatest", operation: "max")).ConnectCopy(recurrent);
        Refuse<InvalidOperationException>("let 'proj0'", missing.Compile);
        Refuse<InvalidOperationException>("connected already", () => maximum.ConnectCopy(recurrent));

        using var owned = new Network();
        var (a, b) = (owned.Create(5, Rate), owned.Create(6, Rate));
        var weights = owned.Connect(a, b, "exc").AllToAll(new Uniform(0.0, 1.0));
        var copy = owned.Connect(new Copy(a, b, "exc")).ConnectCopy(weights);
        owned.Compile();
        Refuse<InvalidOperationException>("'proj1' (pop0 -> pop1, exc) takes its synapses from 'proj0'", () => copy["w"] = 1.0);
        Refuse<InvalidOperationException>("change them there", () => copy.Dendrite(0)["w"] = 1.0);
        Refuse<InvalidOperationException>("change them there", () => copy.Delays = 5.0);
    }

    private static void Refuse<T>(string message, Action action)
        where T : Exception => Assert.Contains(message, Assert.ThrowsAny<T>(action).Message, StringComparison.Ordinal);

    private static void AssertTransposed(double[,] weights, double[] rates, double[] sums, Precision precision)
    {
        var expected = new double[weights.GetLength(1)];
        for (var i = 0; i < weights.GetLength(0); i++)
        {
            for (var j = 0; j < expected.Length; j++)
                expected[j] += weights[i, j] * rates[i];
        }

        MapNetwork.AssertNear(expected, sums, precision);
    }

    private static bool AreTransposed(double[,] first, double[,] second)
    {
        for (var i = 0; i < first.GetLength(0); i++)
        {
            for (var j = 0; j < first.GetLength(1); j++)
            {
                if (first[i, j] != second[j, i])
                    return false;
            }
        }

        return first.Length == second.Length;
    }

    private static (Projection Original, Population Pre, Population Post) Connected(Network net, string connector)
    {
        var pre = net.Create(new Geometry(5, 23), Rate);
        var post = connector.StartsWith("self", StringComparison.Ordinal) ? pre : net.Create(new Geometry(5, 23), Rate);
        var weights = new Normal(0.0, 1.0);
        if (connector == "filter")
            return (net.Connect(new Convolution(pre, post, "exc")).ConnectFilter(MapNetwork.Array([3, 2], 4), padding: Padding.Border), pre, post);
        var projection = connector == "view" ? net.Connect(pre.View(2, 3, 5, 100), post[..5], "exc") : net.Connect(pre, post, "exc");
        projection = connector switch
        {
            "dense" or "view" => projection.AllToAll(weights),
            "delay" => projection.AllToAll(weights, delays: 3.0),
            "dense shared" => projection.AllToAll(0.25),
            "sparse" => projection.FixedProbability(0.1, weights),
            "sparse shared" => projection.FixedProbability(0.1, 0.25),
            "self" => projection.AllToAll(weights),
            "self shared" => projection.AllToAll(0.25),
            _ => projection.AllToAll(weights, storage: StorageFormat.Sparse),
        };
        return (projection, pre, post);
    }
}
