namespace Annarchy.Tests.Devices;

/// <summary>Decoding projections on a device beside the host.</summary>
public sealed class DeviceDecodingTests
{
    private static readonly double[][] Times = [[1.0, 2.0, 6.0, 6.5, 30.0], [2.0, 2.5, 12.0], [], [7.0, 7.5, 8.0]];

    private static Network Build(IDevice? device, Precision precision = Precision.Double)
    {
        var net = new Network(dt: 0.5, seed: 4, precision: precision, device: device);
        var source = net.Create(new SpikeSourceArray(Times));
        var noise = net.Create(new PoissonPopulation(50, rates: 100.0));
        var pop = net.Create(6, new Neuron(equations: "r = sum(exc)\ns = sum(late)\nn = sum(some)"), name: "pop");
        net.Connect(new DecodingProjection(source, pop, "exc", window: 2.0)).AllToAll(weights: 0.5);
        net.Connect(new DecodingProjection(source, pop[1..4], "late", window: 3.5)).AllToAll(weights: 0.25, delays: new DiscreteUniform(1, 6));
        net.Connect(new DecodingProjection(noise, pop, "some", window: 10.0, name: "D")).FixedProbability(0.3, weights: new Uniform(0.0, 1.0), delays: 2.0);
        net.Monitor(pop, ["r", "s", "n"], name: "m");
        net.Compile();
        return net;
    }

    private static void AssertEqual(Network expected, Network actual, double tolerance)
    {
        foreach (var variable in new[] { "r", "s", "n" })
        {
            double[] left = [.. expected.GetMonitor("m").Get(variable).ToArray().Cast<double>()], right = [.. actual.GetMonitor("m").Get(variable).ToArray().Cast<double>()];
            Assert.Contains(left, value => value > 0.0);
            Assert.Equal(left.Length, right.Length);
            for (var i = 0; i < left.Length; i++)
                Assert.InRange(right[i] - left[i], -tolerance, tolerance);
        }
    }

    [Theory]
    [On(Driver.OpenCl, Precision.Double, 1e-10)]
    [On(Driver.OpenCl, Precision.Single, 1e-2)]
    [On(Driver.Cuda, Precision.Double, 1e-10)]
    [On(Driver.Cuda, Precision.Single, 1e-2)]
    [On(Driver.Managed, Precision.Double, 1e-10)]
    [On(Driver.Managed, Precision.Single, 1e-2)]
    [On(Driver.Ilgpu, Precision.Double, 1e-10)]
    [On(Driver.Ilgpu, Precision.Single, 1e-2)]
    public void Decodes_what_the_host_decodes(Driver driver, Precision precision, double tolerance)
    {
        using var device = Drivers.Open(driver);
        using var expected = Build(null, precision);
        using var actual = Build(device, precision);
        expected.Simulate(40.0);
        actual.Simulate(40.0);
        AssertEqual(expected, actual, tolerance);
        Assert.DoesNotContain("on the host: decoding", actual.ExplainDevice(), StringComparison.Ordinal);
        foreach (var net in new[] { expected, actual })
        {
            net.Reset(projections: true);
            net.Simulate(20.0);
        }

        AssertEqual(expected, actual, tolerance);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Managed)]
    [On(Driver.Ilgpu)]
    public void Windows_are_saved(Driver driver)
    {
        using var folder = new TemporaryFolder();
        using var device = Drivers.Open(driver);
        using var expected = Build(null);
        using var first = Build(device);
        using var second = Build(device);
        expected.Simulate(60.0);
        first.Simulate(33.0);
        first.Save(folder["state.npz"]);
        second.Load(folder["state.npz"]);
        second.Simulate(27.0);

        double[] left = [.. expected.GetPopulation("pop")["n"]], right = [.. second.GetPopulation("pop")["n"]];
        Assert.Contains(left, value => value > 0.0);
        for (var i = 0; i < left.Length; i++)
            Assert.InRange(right[i] - left[i], -1e-10, 1e-10);
    }
}
