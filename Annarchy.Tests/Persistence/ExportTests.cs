using System.Buffers.Binary;
using System.Text;
using Annarchy.Persistence;

namespace Annarchy.Tests;

public class ExportTests
{
    [Fact]
    public void RecordingsBecomeArrays()
    {
        using var folder = new TemporaryFolder();
        using var net = Create(out var monitor);
        monitor.Save(folder["m.npz"]);
        using var file = new NpzReader(folder["m.npz"]);
        Assert.Equal([4, 1, 2], file.Header("v").Shape);
        Assert.Equal([1.0, 3.0, 2.0, 6.0, 3.0, 1.0, 1.0, 4.0], file.Read<double>("v", 4, 1, 2));
        Assert.Equal([2L, 3L], file.Read<long>("spike_steps", 2));
        Assert.Equal([1.0, 1.5], file.Read<double>("spike_times", 2));
        Assert.Equal([1, 0], file.Read<int>("spike_ranks", 2));
        Assert.Equal([0.0], file.Read<double>("v_start", 1));
        Assert.Equal([2.0], file.Read<double>("v_stop", 1));
        Assert.Equal(0.5, file.ReadScalar<double>("dt"));
        Assert.Equal(4, monitor.Get("v").Records);
    }

    [Fact]
    public void RecordingsBecomeText()
    {
        using var folder = new TemporaryFolder();
        using var net = Create(out var monitor);
        monitor.Save(folder["m.csv"]);
        Assert.Equal(["m.spike.csv", "m.v.csv"], folder.Files);
        Assert.Equal("record,v[0],v[1]\n0,1,3\n1,2,6\n2,3,1\n3,1,4\n", File.ReadAllText(folder["m.v.csv"]));
        Assert.Equal("time,rank\n1,1\n1.5,0\n", File.ReadAllText(folder["m.spike.csv"]));
    }

    [Fact]
    public void MatFilesAreOfLevelFive()
    {
        using var folder = new TemporaryFolder();
        ExportFile.Write(folder["m.mat"], [new ExportArray("a/b", new[] { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 }, 2, 3), new ExportArray("a_b", new[] { true }), new ExportArray("3", Array.Empty<int>(), 0)]);
        var bytes = File.ReadAllBytes(folder["m.mat"]);
        Assert.StartsWith("MATLAB 5.0 MAT-file", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal([0x00, 0x01, (byte)'I', (byte)'M'], bytes[124..128]);

        // Element: miMATRIX; flags of class double; dimensions 2, 3; name "a_b"; miDOUBLE, columns first.
        int[] words = [.. Enumerable.Range(0, 16).Select(i => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(128 + (4 * i))))];
        Assert.Equal([14, 104, 6, 8, 6, 0, 5, 8, 2, 3, 1, 3, 0x625F61, 0, 9, 48], words);
        Assert.Equal([1.0, 4.0, 2.0, 5.0, 3.0, 6.0], Enumerable.Range(0, 6).Select(i => BitConverter.ToDouble(bytes, 192 + (8 * i))));

        // The second array has the first one's name, once made a word of MATLAB's; the third has no letter.
        var text = Encoding.Latin1.GetString(bytes);
        Assert.Contains("a_b_2", text, StringComparison.Ordinal);
        Assert.Contains("x3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AttributesAreExportedInTheirGeometry()
    {
        using var folder = new TemporaryFolder();
        using var net = new Network();
        net.Constant("c", 4.0);
        var pop = net.Create((2, 3), new Neuron(parameters: "tau = 10.0 : population", equations: "r = sum(exc)"), name: "a b");
        net.Connect(pop, pop, "exc", name: "p").OneToOne(weights: 2.0, delays: 3.0);
        net.Export(folder["n.npz"]);
        using var file = new NpzReader(folder["n.npz"]);
        Assert.Equal(10.0, file.ReadScalar<double>("populations/a b/tau"));
        Assert.Equal([2, 3], file.Header("populations/a b/r").Shape);
        Assert.Equal(4.0, file.ReadScalar<double>("constants/c"));
        Assert.Equal([0, 1, 2, 3, 4, 5], file.Read<int>("projections/p/pre_ranks", 6));
        Assert.Equal(3.0, file.ReadScalar<double>("projections/p/delays"));
        Assert.Equal(2.0, file.ReadScalar<double>("projections/p/w"));
    }

    [Fact]
    public void Hdf5IsWrittenWhereItsLibraryIs()
    {
        using var folder = new TemporaryFolder();
        using var net = Create(out var monitor);
        if (Hdf5Library.IsInstalled)
        {
            monitor.Save(folder["m.h5"]);
            Assert.Equal([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A], File.ReadAllBytes(folder["m.h5"])[..8]);
            Assert.ThrowsAny<IOException>(() => monitor.Save(folder["missing/m.h5"]));
            return;
        }

        Assert.Contains("install it", Assert.Throws<DllNotFoundException>(() => monitor.Save(folder["m.h5"])).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("m.txt")]
    [InlineData("m")]
    public void OtherFormatsAreRefused(string name)
    {
        using var folder = new TemporaryFolder();
        using var net = Create(out var monitor);
        Assert.Contains("are not written; use .npz", Assert.Throws<ArgumentException>(() => monitor.Save(folder[name])).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    private static Network Create(out Monitor monitor)
    {
        var net = new Network(dt: 0.5);
        var pop = net.Create((1, 2), new Neuron(parameters: "d = 1.0\nlimit = 3.5", equations: "v = v + d", spike: "v > limit", reset: "v = 1.0"));
        pop["limit"] = [3.5, 6.5];
        monitor = net.Monitor(pop, ["v", "spike"]);
        pop["d"] = [1.0, 3.0];
        net.Simulate(2.0);
        return net;
    }
}
