using System.IO.Compression;
using System.Text;
using Annarchy.Persistence;

namespace Annarchy.Tests;

/// <summary>Files that do not fit a network, by accident or design: a typed error, and the network as it was.</summary>
public class StateFileTests
{
    [Fact]
    public void NetworksThatDifferAreRefused()
    {
        using var folder = new TemporaryFolder();
        using (var net = Create(new Network(seed: 1)))
            net.Save(folder["s.npz"]);

        Refused(Create(new Network(dt: 0.5)), "steps of 1 ms");
        Refused(Create(new Network(precision: Precision.Single)), "saved in Double precision");
        Refused(Create(new Network(), size: 5), "geometry (4)");
        Refused(Create(new Network(), name: "b"), "population 'a', which the network has not");
        Refused(Create(new Network(), target: "inh"), "targets exc");
        Refused(Create(new Network(), probability: 0.9, compile: true), "connects other neurons");
        Refused(Create(new Network(), window: 20.0), "call ComputeFiringRate(10)");
        Refused(Create(new Network(), constant: "d"), "constant 'c'");
        using var larger = Create(new Network());
        using var more = new Network();
        more.Create(1, new Neuron(equations: "r = 0"), name: "extra");
        Refused(Create(more), "no population 'extra'");

        void Refused(Network net, string problem)
        {
            using (net)
            {
                var e = Assert.Throws<InvalidDataException>(() => net.Load(folder["s.npz"]));
                Assert.Contains(problem, e.Message, StringComparison.Ordinal);
                Assert.Contains("s.npz", e.Message, StringComparison.Ordinal);
                Assert.Equal(0, net.CurrentStep);
            }
        }
    }

    [Theory]
    [InlineData("manifest", """{"format": "x"}""", "it is not what Save writes")]
    [InlineData("manifest", "[[[[[[[[[[[[[[[[[[[[[[", "it is not what Save writes")]
    [InlineData("manifest", "null", "it is empty")]
    public void ManifestsAreChecked(string array, string contents, string problem) =>
        Hostile(array, NpyOf(Encoding.UTF8.GetBytes(contents), contents.Length), problem);

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "it has version 2 of the format")]
    [InlineData("\"step\": 3", "\"step\": -3", "step -3 is not possible")]
    [InlineData("\"path\": \"populations/a\"", "\"path\": \"../../a\"", "no arrays under '../../a'")]
    [InlineData("\"update_period\": 1", "\"update_period\": 0", "impossible period of learning")]
    [InlineData("\"c\": 2", "\"c\": \"NaN\"", "constant 'c' is not a number")]
    [InlineData("\"content\": \"network\"", "\"content\": \"population\"", "load it with population.Load")]
    [InlineData("\"random_object\": 1", "\"random_object\": 7", "create all objects in the same order")]
    public void EntriesOfTheManifestAreChecked(string from, string to, string problem) => Hostile(
        "manifest",
        bytes =>
        {
            var text = Encoding.UTF8.GetString(bytes);
            var json = text[text.IndexOf("\n{", StringComparison.Ordinal)..].TrimStart();
            var index = json.IndexOf(from, StringComparison.Ordinal);
            Assert.True(index >= 0, json);
            json = json[..index] + to + json[(index + from.Length)..];
            return NpyOf(Encoding.UTF8.GetBytes(json), json.Length);
        },
        problem);

    [Fact]
    public void ArraysAreChecked()
    {
        Hostile("populations/a/v", NpyOf<double>([1.0, 2.0], 2), "its shape is (2,), not (4,)");
        Hostile("populations/a/v", NpyOf<float>([1, 2, 3, 4], 4), "its elements are '<f4', not '<f8'");
        Hostile("populations/a/v", [1, 2, 3], "it is cut off");
        Hostile("populations/a/v", (byte[]?)null, "it is missing");
        Hostile("populations/a/spikes/ranks", NpyOf<int>([4], 1), "it does not fit the list of ranks");
        Hostile("populations/a/spikes/counts", NpyOf<int>([-1, 0, 0], 3), "it does not fit the list of ranks");
        Hostile("populations/a/firing_rate/ranks", NpyOf<int>([9], 1), "it does not fit the list of ranks");
        Hostile("projections/p/pre_ranks", NpyOf<int>([1, 0], 2), "it does not fit the list of synapses");
        Hostile("projections/p/post_ranks", NpyOf<int>([0, 0, 1, 2], 4), "not in order");
        Hostile("projections/p/row_begin", NpyOf<long>([long.MinValue], 1), "its shape is");
        Hostile("projections/p/w", NpyOf<double>([], 0), "its shape is (0,)");
    }

    [Fact]
    public void RecordsAreChecked()
    {
        Hostile("monitors/monitor0/0/records0", NpyOf<byte>(new byte[12], 12), "there are not as many spikes");
        Hostile("monitors/monitor0/0/records1", NpyOf<byte>(new byte[12], 12), "records of 'spike' have 16 bytes");
        Hostile("monitors/monitor0/0/stop", NpyOf<double>([1.0, 2.0], 2), "its shape is (2,)");
        Hostile("monitors/monitor0/1/records0", NpyOf<byte>(new byte[12], 12), "records of 'v' have 32 bytes");
    }

    [Fact]
    public void BombsDoNotExplode()
    {
        using var folder = new TemporaryFolder();
        using var net = Create(new Network(seed: 1), compile: true);
        net.Save(folder["s.npz"]);
        using (var archive = ZipFile.Open(folder["s.npz"], ZipArchiveMode.Update))
        {
            archive.GetEntry("projections/p/pre_ranks.npy")!.Delete();
            using var entry = archive.CreateEntry("projections/p/pre_ranks.npy", CompressionLevel.Fastest).Open();
            NpyHeader.Write(entry, NpyType.Int32, [1 << 26]);
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 256; i++)
                entry.Write(zeros);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => net.Load(folder["s.npz"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    private static void Hostile(string array, byte[]? contents, string problem) => Hostile(array, _ => contents, problem);

    private static void Hostile(string array, Func<byte[], byte[]?> change, string problem)
    {
        using var folder = new TemporaryFolder();
        using var net = Create(new Network(seed: 1));
        net.Monitor(net.Populations[0], ["spike", "v"]);
        net.Simulate(3.0);
        net.Save(folder["s.npz"], monitors: true);
        using (var archive = ZipFile.Open(folder["s.npz"], ZipArchiveMode.Update))
        {
            var entry = archive.GetEntry(array + ".npy")!;
            using var old = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(old);
            entry.Delete();
            if (change(old.ToArray()) is { } bytes)
            {
                using var stream = archive.CreateEntry(array + ".npy").Open();
                stream.Write(bytes);
            }
        }

        net.Simulate(4.0);
        double[] v = net.Populations[0]["v"];
        double[] w = net.Projections[0]["w"];
        var e = Assert.Throws<InvalidDataException>(() => net.Load(folder["s.npz"]));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Equal(v, net.Populations[0]["v"].ToArray());
        Assert.Equal(w, net.Projections[0]["w"].ToArray());
        Assert.Equal(7, net.CurrentStep);

        // A network that is not compiled stays so, with its own connector, and can still grow.
        using var fresh = Create(new Network(seed: 2));
        fresh.Monitor(fresh.Populations[0], ["spike", "v"]);
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => fresh.Load(folder["s.npz"])).Message, StringComparison.Ordinal);
        Assert.False(fresh.IsCompiled);
        Assert.Empty(fresh.Pipeline.Systems);
        fresh.Create(new InputArray(1));
        fresh.Simulate(4.0);
        using var same = Create(new Network(seed: 2));
        same.Simulate(4.0);
        Assert.Equal(same.Populations[0]["v"].ToArray(), fresh.Populations[0]["v"].ToArray());
        Assert.Equal(same.Projections[0]["w"].ToArray(), fresh.Projections[0]["w"].ToArray());
    }

    private static byte[] NpyOf<T>(T[] values, params long[] shape)
        where T : unmanaged
    {
        using var stream = new MemoryStream();
        NpyHeader.Write(stream, NpyType.Of<T>(), shape);
        stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return stream.ToArray();
    }

    private static Network Create(
        Network net,
        int size = 4,
        string name = "a",
        string target = "exc",
        double probability = 0.6,
        double window = 10.0,
        string constant = "c",
        bool compile = false)
    {
        net.Constant(constant, 2.0);
        var pop = net.Create(
            size,
            new Neuron(equations: "dv/dt = 0.5 + g_exc + g_inh", spike: "v > 1", reset: "v = 0", refractory: 2.0),
            name: name);
        pop.ComputeFiringRate(window);
        net.Connect(pop, pop, target, name: "p").FixedProbability(probability, weights: new Uniform(0, 1), delays: 3.0);
        if (compile)
            net.Compile();
        return net;
    }
}
