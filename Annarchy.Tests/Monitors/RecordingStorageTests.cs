using System.Buffers.Binary;
using System.Text;

namespace Annarchy.Tests.Monitors;

public sealed class RecordingStorageTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void RecordingAllocatesNothing()
    {
        using var net = new Network();
        var pop = net.Create(100, new Neuron(equations: "v += 1.0", spike: "v > 3.5", reset: "v = 0.0"));
        net.Monitor(pop, ["v", "spike"]);
        net.Monitor(pop.View(Enumerable.Range(10, 20)), ["v", "spike"]);
        net.Monitor(pop, ["v", "spike"]).Limit = 500;
        net.Simulate(100.0);
        net.Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            net.Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ALimitKeepsTheLastRecords()
    {
        // Chunks of 256 KiB hold 3 records of 10000 doubles, so that many are used again.
        using var net = new Network();
        var pop = net.Create(10_000, new Neuron(equations: "r = t"));
        var monitor = net.Monitor(pop, "r");
        monitor.Limit = 5;
        net.Simulate(3.0);
        Assert.Equal([0.0, 1.0, 2.0], monitor.Get("r", keep: true).Series(9999));
        net.Simulate(100.0);
        Assert.Equal([98.0, 99.0, 100.0, 101.0, 102.0], monitor.Get("r", keep: true).Series(9999));
        monitor.Limit = 2;
        Assert.Equal([101.0, 102.0], monitor.Get("r").Series(0));
        net.Simulate(4.0);
        Assert.Equal([105.0, 106.0], monitor.Get("r").Series(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Limit = 0);
        Assert.Throws<InvalidOperationException>(() => monitor.StreamTo(_folder));
    }

    [Fact]
    public void ALimitCountsSpikesAndRecordsOfSynapses()
    {
        using var net = new Network();
        var pop = net.Create(new SpikeSourceArray([[0.0, 1.0, 2.0, 5.0], [1.0, 5.0]]));
        var post = net.Create(2, new Neuron(equations: "v = g_exc", spike: "v > 100.0", reset: "v = 0.0"));
        var proj = net.Connect(pop, post, "exc").AllToAll(weights: 1.0, forceMultipleWeights: true);
        net.Compile();
        var spikes = net.Monitor(pop, "spike");
        var weights = net.Monitor(proj, "w");
        spikes.Limit = weights.Limit = 3;
        net.Simulate(3.0);
        proj["w"] = 2.0;
        net.Simulate(1.0);
        var w = weights.Get("w");
        Assert.Equal((3, 4, 1.0, 2.0), (w.Records, w.Width, w[1, 3], w[2, 0]));
        net.Simulate(4.0);
        var left = spikes.Spikes();
        Assert.Equal([2, 5], left[0]);
        Assert.Equal([5], left[1]);
    }

    [Theory]
    [InlineData(Precision.Double, "<f8", 8)]
    [InlineData(Precision.Single, "<f4", 4)]
    public void FilesHoldWhatMemoryWould(Precision precision, string element, int bytes)
    {
        using var net = new Network(dt: 0.5, precision: precision);
        var pop = net.Create((30, 40), new Neuron(equations: "v += 1.0 : init = -2.0", spike: "v > 3.5", reset: "v = 0.0"), name: "../pop");
        var memory = net.Monitor(pop, ["v", "spike"]);
        var file = net.Monitor(pop, ["v", "spike"], name: "a/b");
        net.Simulate(20.0);
        file.StreamTo(_folder);
        net.Simulate(80.0);
        file.Flush();
        Assert.Equal(["a_b.v.npy", "a_b.spike.ranks.npy", "a_b.spike.steps.npy"], file.Files.Select(Path.GetFileName));
        var (header, size) = ReadHeader(file.Files[0]);
        Assert.Contains($"'descr': '{element}', 'fortran_order': False, 'shape': (200, 30, 40,)", header, StringComparison.Ordinal);
        Assert.Equal(200L * 1200 * bytes, size);
        Assert.Contains($"'shape': ({memory.Spikes(keep: true).Values.Sum(t => t.Length)},)", ReadHeader(file.Files[1]).Header, StringComparison.Ordinal);

        net.Simulate(10.0);
        var values = memory.Get("v").ToArray();
        Assert.Equal(values, file.Get("v").ToArray());
        Assert.Equal(values, file.Get("v").ToArray());
        Assert.Equal(memory.Spikes().Values, file.Spikes().Values);
        Assert.Equal([new RecordingWindow(0.0, 110.0)], file.Times("v"));
        Assert.Throws<InvalidOperationException>(() => file.StreamTo(_folder));
        Assert.Throws<InvalidOperationException>(() => file.Limit = 5);

        var path = file.Files[0];
        file.Stop();
        Assert.Empty(file.Files);
        Assert.Contains("'shape': (220, 30, 40,)", ReadHeader(path).Header, StringComparison.Ordinal);
        Assert.Equal(0, file.Get("v").Records);
    }

    [Fact]
    public void AResetEmptiesFilesAndSynapsesGoToThem()
    {
        using var net = new Network();
        var pop = net.Create(3, new Neuron(equations: "r = sum(exc)"));
        var proj = net.Connect(pop, pop, "exc").AllToAll(weights: new Uniform(0.0, 1.0), allowSelfConnections: false);
        net.Compile();
        var monitor = net.Monitor(proj[1]!, "w", name: "m");
        monitor.StreamTo(_folder);
        net.Simulate(7.0);
        net.Reset();
        net.Simulate(4.0);
        monitor.Flush();
        Assert.Equal((4, 2), (monitor.Get("w").Records, monitor.Get("w").Width));
        Assert.Contains("(8,)", ReadHeader(Path.Combine(_folder, "m.w.npy")).Header, StringComparison.Ordinal);
        Assert.Contains("(4,)", ReadHeader(Path.Combine(_folder, "m.w.lengths.npy")).Header, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatCannotBeLeavesTheRecordingInMemory()
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, string.Empty);
        Directory.CreateDirectory(Path.Combine(_folder, "m.spike.steps.npy"));
        using var net = new Network();
        var pop = net.Create(10, new Neuron(equations: "v += 1.0", spike: "v > 3.5", reset: "v = 0.0"));
        var monitor = net.Monitor(pop, ["v", "spike"], name: "m");
        Assert.ThrowsAny<IOException>(() => monitor.StreamTo(file));
        Assert.ThrowsAny<Exception>(() => monitor.StreamTo(_folder));
        Assert.Empty(monitor.Files);
        net.Simulate(4.0);
        Assert.Equal([3L], monitor.Spikes()[9]);
        Assert.Equal([1.0, 2.0, 3.0, 0.0], monitor.Get("v").Series(9));
    }

    [Fact]
    public void ManySynapsesAreRecordedInOrder()
    {
        // More than a chunk of 32768 doubles in a record; stored by pre-synaptic neuron, so that dendrites are scattered.
        using var net = new Network(seed: 4);
        var pre = net.Create(new SpikeSourceArray([.. Enumerable.Repeat(new[] { 1.0 }, 200)]));
        var post = net.Create(200, new Neuron(equations: "v = g_exc", spike: "v > 1e9", reset: "v = 0.0"));
        var rates = net.Create(300, new Neuron(equations: "r = sum(exc)"));
        var scattered = net.Connect(pre, post, "exc").FixedProbability(0.9, weights: new Uniform(0.0, 1.0));
        var ordered = net.Connect(rates, rates, "exc").AllToAll(weights: new Uniform(0.0, 1.0), allowSelfConnections: true);
        net.Compile();
        foreach (var projection in new[] { scattered, ordered })
        {
            var monitor = net.Monitor(projection, "w");
            net.Simulate(3.0);
            double[] expected = [.. projection.PostRanks.SelectMany(rank => (double[])projection.Dendrite(rank)["w"])];
            Assert.True(expected.Length > 33_000);
            Assert.All(monitor.GetJagged("w"), record => Assert.Equal(expected, record));
        }
    }

    [Fact]
    public void SynapsesMayComeAndGo()
    {
        using var net = new Network();
        var pop = net.Create(4, new Neuron(equations: "r = sum(exc)"));
        var proj = net.Connect(pop, pop, "exc", new Synapse(equations: "dw/dt = 0.0")).FromList([(0, 1, 1.0), (0, 2, 2.0), (1, 3, 3.0)]);
        net.Compile();
        var dendrite = net.Monitor(proj.Dendrite(0), "w");
        var all = net.Monitor(proj, "w");
        net.Step();
        proj.Dendrite(0).PruneSynapse(1);
        proj.Dendrite(0).CreateSynapse(3, 7.0);
        net.Step();
        proj.Dendrite(0).CreateSynapse(1, 9.0);
        net.Step();
        Assert.Equal([1.0, 2.0], dendrite.GetJagged("w", keep: true)[0]);
        Assert.Equal([2.0, 7.0], dendrite.GetJagged("w", keep: true)[1].Order());
        Assert.Equal([2.0, 7.0, 9.0], dendrite.GetJagged("w", keep: true)[2].Order());
        Assert.Equal([3, 3, 4], all.GetJagged("w").Select(r => r.Length));
        Assert.Throws<InvalidOperationException>(() => dendrite.Get("w"));
    }

    [Fact]
    public void ValuesAreThereWithoutACopy()
    {
        using var net = new Network();
        var pop = net.Create((2, 3), new Neuron(equations: "r = t"));
        var monitor = net.Monitor(pop, "r");
        net.Simulate(4.0);
        var recording = monitor.Get("r");
        Assert.Equal((4, 6), (recording.Memory.Height, recording.Memory.Width));
        Assert.Equal([3.0, 3.0, 3.0, 3.0, 3.0, 3.0], recording.Memory.Span.GetRowSpan(3).ToArray());
        Assert.Equal([2, 3], recording.Frame(1).Shape);
    }

    private static (string Header, long Size) ReadHeader(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var start = new byte[10];
        stream.ReadExactly(start);
        Assert.Equal("\u0093NUMPY\u0001\0", Encoding.Latin1.GetString(start, 0, 8));
        var header = new byte[BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8))];
        stream.ReadExactly(header);
        Assert.Equal(0, stream.Position % 64);
        return (Encoding.ASCII.GetString(header), stream.Length - stream.Position);
    }
}
