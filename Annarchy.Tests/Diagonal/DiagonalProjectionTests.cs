using Annarchy.Diagonal;

namespace Annarchy.Tests.Diagonal;

public class DiagonalProjectionTests
{
    public static TheoryData<int, int, int, Precision> Diagonals()
    {
        var data = new TheoryData<int, int, int, Precision>();
        foreach (var slope in new[] { -3, -1, 0, 1, 2 })
        {
            foreach (var offset in new[] { -4, 0, 3 })
            {
                data.Add(slope, offset, 1, Precision.Double);
                data.Add(slope, offset, 4, Precision.Double);
                data.Add(slope, offset, 5, Precision.Single);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Diagonals))]
    public void Two_dimensions_follow_the_definition(int slope, int offset, int size, Precision precision)
    {
        const int rows = 6, columns = 7, width = 9;
        using var net = new Network(precision: precision, seed: 1);
        var pre = net.Create((rows, columns), new Neuron(parameters: "r = 0.0"));
        var post = net.Create((3, width), new Neuron(equations: "r = sum(exc)"));
        pre["r"] = new Uniform(-1.0, 1.0);
        double[] filter = [.. Enumerable.Range(1, size).Select(f => 0.3 * f)];
        net.Connect(new DiagonalProjection(pre, post, "exc")).ConnectDiagonal(filter, offset: offset, slope: slope);
        net.Simulate(1.0);

        double[,] rates = pre["r"], sums = post["r"];
        for (var j = 0; j < width; j++)
        {
            var expected = 0.0;
            for (var k = 0; k < rows; k++)
            {
                var centre = (slope < 0 ? j + offset : j - offset) + (slope * k);
                if (centre is < 0 or >= columns)
                    continue;
                for (var f = 0; f < size; f++)
                {
                    if (centre + f - (size / 2) is var column and >= 0 and < columns)
                        expected += filter[f] * rates[k, column];
                }
            }

            for (var i = 0; i < 3; i++)
                Assert.Equal(expected, sums[i, j], precision == Precision.Double ? 1e-12 : 1e-5);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void Four_dimensions_follow_the_definition(double maxDistance)
    {
        const double amp = 2.0, sigma = 0.4, minVal = 0.05;
        using var net = new Network(seed: 2);
        var pre = net.Create(new Geometry(4, 3, 5, 4), new Neuron(parameters: "r = 0.0"));
        var post = net.Create(new Geometry(2, 3, 6, 5), new Neuron(equations: "r = sum(exc)"));
        pre["r"] = new Uniform(-1.0, 1.0);
        var projection = net.Connect(new DiagonalProjection(pre, post, "exc")).ConnectGaussian(amp, sigma, minVal, maxDistance);
        net.Simulate(1.0);

        double[] rates = pre["r"], sums = post["r"];
        var synapses = 0;
        for (var rank = 0; rank < post.Size; rank++)
        {
            var expected = 0.0;
            var p = post.Coordinates(rank);
            for (var from = 0; from < pre.Size; from++)
            {
                var q = pre.Coordinates(from);
                var (dx, dy) = (p[2] - (q[0] + q[2]) + 2, p[3] - (q[1] + q[3]) + 1);
                var weight = amp * Math.Exp(-((dx * dx / (sigma * 6.0) / (sigma * 6.0)) + (dy * dy / (sigma * 4.0) / (sigma * 4.0))));
                if (weight <= minVal || (maxDistance > 0.0 && (Math.Abs(dx) >= maxDistance || Math.Abs(dy) >= maxDistance)))
                    continue;
                expected += weight * rates[from];
                synapses++;
            }

            Assert.Equal(expected, sums[rank], 1e-12);
        }

        Assert.Equal(synapses, projection.NbSynapses);
        var dendrite = projection.Dendrite(7);
        Assert.Equal(sums[7], dendrite.PreRanks.Zip((double[])dendrite["w"], (rank, w) => w * rates[rank]).Sum(), 1e-12);
        Assert.Contains(sums, s => Math.Abs(s) > 0.1);
    }

    [Fact]
    public void Synapses_and_weights_are_seen_and_set()
    {
        using var net = new Network();
        var pre = net.Create((3, 3), new Neuron(parameters: "r = 1.0"));
        var post = net.Create((2, 3), new Neuron(equations: "r = sum(exc)"));
        var projection = net.Connect(new DiagonalProjection(pre, post, "exc")).ConnectDiagonal(new[] { 1.0, 10.0, 100.0 });
        net.Compile();

        // Column 1 of the first row, then column 2 of the second; what lies beyond the edge is left out.
        var dendrite = projection.Dendrite(1);
        Assert.Equal([0, 1, 2, 4, 5], dendrite.PreRanks);
        Assert.Equal([1.0, 10.0, 100.0, 1.0, 10.0], (double[])dendrite["w"]);
        net.Simulate(1.0);
        Assert.Equal(122.0, post[1]["r"]);
        projection["w"] = new[] { 0.0, 1.0, 0.0 };
        net.Simulate(1.0);
        Assert.Equal([3.0, 2.0, 1.0, 3.0, 2.0, 1.0], (double[])post["r"]);
    }

    [Fact]
    public void Threads_and_delays_change_nothing_else()
    {
        var results = new List<double[]>();
        foreach (var (threads, delay) in new[] { (1, 1.0), (3, 1.0), (1, 4.0) })
        {
            using var net = new Network(seed: 3, threads: threads);
            var pre = net.Create((8, 8), new Neuron(equations: "r = t + Uniform(0.0, 1.0)"));
            var post = net.Create((8, 8), new Neuron(equations: "r = sum(exc)"));
            net.Connect(new DiagonalProjection(pre, post, "exc")).ConnectDiagonal(new[] { 0.5, 1.0 }, delays: delay, slope: -1, offset: 3);
            net.Simulate(5.0 + delay);
            results.Add(post["r"]);
        }

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        using var net = new Network();
        var neuron = new Neuron(equations: "r = sum(exc)");
        var (line, sheet, block) = (net.Create(9, neuron), net.Create((3, 4), neuron), net.Create(new Geometry(2, 2, 1, 3), neuron));
        Refused("Projection 'd': diagonals from (3, 4) to (9): both populations need 2 dimensions.", () => New(sheet, line).ConnectDiagonal(1.0));
        Refused("Projection 'd': diagonals from (3, 4) to (3, 4): both populations need 4 dimensions.", () => New(sheet, sheet).ConnectGaussian(1.0, 1.0, 0.0));
        Refused(
            "Projection 'd': diagonals from (3, 4) to (3, 4): a filter of 5 weights is longer than a row of the pre-synaptic population, 4.",
            () => New(sheet, sheet).ConnectDiagonal(new double[5]));
        Refused("Projection 'd': diagonals from (3, 4) to (3, 4): the filter is a number or a list", () => New(sheet, sheet).ConnectDiagonal(new double[2, 2]));
        Refused("Projection 'd': diagonals from (3, 4) to (3, 4): the filter is a number or a list", () => New(sheet, sheet).ConnectDiagonal(new Uniform(0.0, 1.0)));
        Refused("Projection 'd': diagonals from (3, 4) to (3, 4): the filter is a number or a list", () => New(sheet, sheet).ConnectDiagonal(Array.Empty<double>()));
        Refused("Projection 'd': diagonals from (2, 2, 1, 3) to (2, 2, 1, 3): a Gaussian needs", () => New(block, block).ConnectGaussian(1.0, 1.0, 0.0));
        Assert.Throws<ArgumentException>(() => New(sheet, sheet).ConnectDiagonal(double.NaN));
        Assert.Throws<ArgumentException>(() => New(sheet, sheet).ConnectDiagonal(1.0, delays: -1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => New(block, block).ConnectGaussian(1.0, 0.0, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => New(block, block).ConnectGaussian(double.NaN, 1.0, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => New(block, block).ConnectGaussian(1.0, 1.0, 0.0, maxDistance: -1.0));

        static DiagonalProjection New(Population pre, Population post) => new(pre, post, "exc", "d");

        static void Refused(string message, Action connect) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(connect).Message, StringComparison.Ordinal);
    }
}
