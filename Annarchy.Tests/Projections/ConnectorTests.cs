using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace Annarchy.Tests.Projections;

public sealed class ConnectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("annarchy-").FullName;

    private static Neuron Rate => new(parameters: "r = 0.0", equations: "s = sum(exc)");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_matrix_leaves_out_what_is_not_a_number()
    {
        var nan = double.NaN;
        var direct = Built(p => p.FromMatrix(new[,] { { 1.0, nan, 3.0 }, { nan, nan, nan } }));
        Assert.Equal([(0, 0, 1.0, 1.0), (0, 2, 3.0, 1.0)], direct);
        Assert.Equal(direct, Built(p => p.FromMatrix(new double?[,] { { 1.0, null, 3.0 }, { null, null, null } })));
        Assert.Equal(direct, Built(p => p.FromMatrix(new[,] { { 1.0, nan }, { nan, nan }, { 3.0, nan } }, preFirst: true)));
        Assert.Equal(
            [(0, 0, 1.0, 2.0), (0, 2, 3.0, 5.0)],
            Built(p => p.FromMatrix(new[,] { { 1.0, nan, 3.0 }, { nan, nan, nan } }, delays: new[,] { { 2.0, nan, 5.0 }, { 0, 0, 0 } })));
    }

    [Fact]
    public void Matrices_of_views_have_the_size_of_the_views()
    {
        using var net = new Network();
        var (pre, post) = (net.Create(10, Rate), net.Create(10, Rate));
        var projection = net.Connect(pre.View(2, 7), post.View(1, 5), "exc").FromMatrix(new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } });
        net.Compile();
        Assert.Equal([(1, 2, 1.0, 1.0), (1, 7, 2.0, 1.0), (5, 2, 3.0, 1.0), (5, 7, 4.0, 1.0)], Synapses(projection));
        Assert.Equal(4.0, projection.ConnectivityMatrix(-1.0)[5, 7]);
        Assert.Equal(-1.0, projection.ConnectivityMatrix(-1.0)[5, 8]);
    }

    [Fact]
    public void Sparse_matrices_are_pre_synaptic_first()
    {
        (int, int, double, double)[] expected = [(0, 2, 3.0, 4.0), (1, 0, 1.0, 4.0)];
        var own = new SparseMatrix(3, 2, [(2, 0, 3.0), (0, 1, 1.0)]);
        Assert.Equal(expected, Built(p => p.FromSparse(own, delays: 4.0)));
        Assert.Equal(expected, Built(p => p.FromSparse(new SparseMatrix(2, 3, [(0, 2, 3.0), (1, 0, 1.0)]), delays: 4.0, preFirst: false)));
        Assert.Equal(expected, Built(p => p.FromSparse(Matrix<double>.Build.SparseOfIndexed(3, 2, [(2, 0, 3.0), (0, 1, 1.0)]), delays: 4.0)));
        Assert.Equal(
            [(0, 2, 3.0, 7.0), (1, 0, 1.0, 2.0)],
            Built(p => p.FromSparse(own, new SparseMatrix(3, 2, [(2, 0, 7.0), (0, 1, 2.0)]))));
        Assert.Contains("(2, 3)", Assert.Throws<ArgumentException>(() => Built(p => p.FromSparse(new SparseMatrix(2, 3, [])))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Built(p => p.FromSparse(own, new SparseMatrix(3, 2, [(2, 0, 7.0)]))));
    }

    [Fact]
    public void Functions_say_who_is_connected()
    {
        Assert.Equal(
            [(0, 0, 0.0, 3.0), (0, 2, 20.0, 3.0), (1, 1, 11.0, 3.0)],
            Built(p => p.FromFunction((pre, post) => (pre + post) % 2 == 0 ? (10.0 * pre) + post : null, delays: 3.0)));
        Assert.Equal(
            [(0, 1, 0.5, 1.0), (1, 1, 0.5, 2.0)],
            Built(p => p.FromFunction((pre, post) => post.Ranks.Select(rank => (rank, pre.Ranks[1], 0.5, rank + 1.0)))));
    }

    [Theory]
    [InlineData("%%MatrixMarket matrix coordinate real general\n% a comment\n2 3 2\n1 1 1.5\n2 3 -2e-1\n")]
    [InlineData("%%MatrixMarket MATRIX Coordinate REAL General\n\n2 3 2\n2 3 -0.2\n1 1 1.5\n")]
    public void Matrix_market_coordinates_are_post_synaptic_first(string text) =>
        Assert.Equal([(0, 0, 1.5, 1.0), (1, 2, -0.2, 1.0)], Built(p => p.FromMatrixMarket(File("a.mtx", text))));

    [Fact]
    public void Matrix_market_arrays_symmetries_and_patterns_are_read()
    {
        Assert.Equal(
            [(0, 0, 1.0, 1.0), (0, 1, 3.0, 1.0), (0, 2, 5.0, 1.0), (1, 0, 2.0, 1.0), (1, 1, 4.0, 1.0), (1, 2, 6.0, 1.0)],
            Built(p => p.FromMatrixMarket(File("a.mtx", "%%MatrixMarket matrix array integer general\n2 3\n1\n2\n3\n4\n5\n6\n"))));
        Assert.Equal(
            [(0, 1, 7.0, 1.0), (1, 0, 7.0, 1.0)],
            Built(p => p.FromMatrixMarket(File("a.mtx", "%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n2 1 7\n")), preSize: 2));
        Assert.Equal(
            [(0, 1, 1.0, 1.0)],
            Built(p => p.FromMatrixMarket(File("a.mtx", "%%MatrixMarket matrix coordinate pattern general\n2 3 1\n1 2\n"))));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("%%MatrixMarket matrix coordinate complex general\n2 3 0\n")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 3 2\n1 1 1.5\n")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 3 1\n1 x 1.5\n")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 3 1\n5 1 1.5\n")]
    public void Broken_matrix_market_files_name_the_projection(string text) => Assert.Contains(
        "proj0", Assert.Throws<InvalidDataException>(() => Built(p => p.FromMatrixMarket(File("a.mtx", text)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_saved_projection_comes_back(bool single, bool delayed)
    {
        var path = Path.Combine(_folder, "sub", "p.synapses");
        Action<Projection> connector = p => p.FixedProbability(0.7, single ? 0.5 : new Uniform(0, 1), delays: delayed ? new Uniform(1, 9) : 3.0);
        var saved = Built(connector, save: path, preSize: 12);
        Assert.Equal(saved, Built(p => p.FromFile(path), preSize: 12));
    }

    [Fact]
    public void Files_that_are_not_ours_cut_off_damaged_or_of_another_size_are_refused()
    {
        var path = Path.Combine(_folder, "p.synapses");
        Built(p => p.AllToAll(new Uniform(0, 1)), save: path);
        var bytes = System.IO.File.ReadAllBytes(path);
        Refuses("cut", bytes[..^10]);
        Refuses("short", bytes[..5]);
        Refuses("empty", []);
        Refuses("other", Encoding.UTF8.GetBytes("something else, which is long enough to be read"));
        var damaged = bytes.ToArray();
        damaged[^20] ^= 0x55;
        Refuses("damaged", damaged);
        Refuses("size", bytes, preSize: 4);
        Assert.Throws<FileNotFoundException>(() => Built(p => p.FromFile(Path.Combine(_folder, "none"))));

        void Refuses(string name, byte[] content, int preSize = 3)
        {
            var file = Path.Combine(_folder, name);
            System.IO.File.WriteAllBytes(file, content);
            var message = Assert.Throws<InvalidDataException>(() => Built(p => p.FromFile(file), preSize: preSize)).Message;
            Assert.Contains("proj0", message, StringComparison.Ordinal);
            Assert.Contains(file, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Receptive_fields_lie_side_by_side()
    {
        using var net = new Network();
        var (pre, post) = (net.Create((2, 2), Rate), net.Create((2, 3), Rate));
        var projection = net.Connect(pre, post, "exc").FromList([(0, 0, 1.0), (0, 3, 2.0), (5, 1, -3.0)]);
        net.Compile();
        var fields = projection.ReceptiveFields();
        Assert.Equal((4, 6), (fields.GetLength(0), fields.GetLength(1)));
        Assert.Equal((1.0, 2.0, -3.0), (fields[0, 0], fields[1, 1], fields[2, 5]));
        Assert.Equal(6.0, fields.Cast<double>().Sum(Math.Abs));
        double[,] field = projection.Dendrite(0).ReceptiveField();
        Assert.Equal(2.0, field[1, 1]);

        var png = Path.Combine(_folder, "fields.png");
        projection.SaveReceptiveFields(png, scale: 2);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], System.IO.File.ReadAllBytes(png)[..4]);
        var svg = Path.Combine(_folder, "fields.svg");
        projection.SaveReceptiveFields(svg);
        Assert.Contains("fill=\"#0000ff\"", System.IO.File.ReadAllText(svg), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => projection.SaveReceptiveFields(Path.Combine(_folder, "fields.jpg")));
    }

    [Fact]
    public void Random_sparse_matrices_connect_with_their_own_delays()
    {
        using var net = new Network(seed: 4);
        var (pre, post) = (net.Create(40, Rate), net.Create(30, Rate));
        var weights = SparseMatrices.CreateRandom(pre, post, 0.25, new Uniform(0.5, 1.0), seed: 1);
        var delays = SparseMatrices.DelaysFromWeights(weights, new Uniform(2.0, 6.0), seed: 2);
        Assert.Equal((40, 30), (weights.Rows, weights.Columns));
        // 1200 pairs: 300 elements, five standard deviations of 15, but for 6e-7 of the seeds.
        Assert.InRange(weights.Count, 225, 375);
        Assert.Equal(weights, SparseMatrices.CreateRandom(pre, post, 0.25, new Uniform(0.5, 1.0), seed: 1));
        Assert.NotEqual(SparseMatrices.CreateRandom(pre, post, 0.25, 1.0).ToList(), SparseMatrices.CreateRandom(pre, post, 0.25, 1.0).ToList());
        var projection = net.Connect(pre, post, "exc").FromSparse(weights, delays);
        net.Compile();
        Assert.Equal(weights.Count, projection.NbSynapses);
        foreach (var (row, column, weight) in weights)
        {
            var synapse = projection.Synapse(row, column)!;
            Assert.Equal(weight, synapse["w"]);
            Assert.Equal(Math.Round(delays[row, column]!.Value), synapse.Delay);
        }
    }

    private static List<(int, int, double, double)> Built(Action<Projection> connector, int preSize = 3, string? save = null)
    {
        using var net = new Network(seed: 9);
        var (pre, post) = (net.Create(preSize, Rate), net.Create(2, Rate));
        var projection = net.Connect(pre, post, "exc");
        connector(projection);
        net.Compile();
        if (save is not null)
            projection.SaveConnectivity(save);
        return Synapses(projection);
    }

    private static List<(int, int, double, double)> Synapses(Projection projection) =>
        [.. projection.SelectMany(d => d).Select(s => (s.Post, s.Pre, s["w"], s.Delay))];

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
