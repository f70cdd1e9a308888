namespace Annarchy.Tests.Devices;

/// <summary>Random numbers of devices beside those of the host.</summary>
public sealed class DeviceRandomTests
{
    [Theory]
    [On(Driver.OpenCl, Precision.Double)]
    [On(Driver.OpenCl, Precision.Single)]
    [On(Driver.Cuda, Precision.Double)]
    [On(Driver.Cuda, Precision.Single)]
    [On(Driver.Managed, Precision.Double)]
    [On(Driver.Managed, Precision.Single)]
    [On(Driver.Ilgpu, Precision.Double)]
    [On(Driver.Ilgpu, Precision.Single)]
    public void Uniform_and_normal_draws_have_the_same_bits(Driver driver, Precision precision)
    {
        var neuron = new Neuron(equations: "r = Uniform(0.0, 1.0)\nn = Normal(0.0, 1.0)");
        AssertEqual(driver, precision, net => net.Create(1000, neuron), "r", 0.0);
        AssertEqual(driver, precision, net => net.Create(1000, neuron), "n", 0.0);
    }

    [Theory]
    [On(Driver.OpenCl, Precision.Double)]
    [On(Driver.OpenCl, Precision.Single)]
    [On(Driver.Cuda, Precision.Double)]
    [On(Driver.Cuda, Precision.Single)]
    [On(Driver.Managed, Precision.Double)]
    [On(Driver.Managed, Precision.Single)]
    [On(Driver.Ilgpu, Precision.Double)]
    [On(Driver.Ilgpu, Precision.Single)]
    public void Gamma_draws_agree(Driver driver, Precision precision)
    {
        var neuron = new Neuron(parameters: "a = 1.0", equations: "r = Gamma(a, 0.5) + Gamma(0.2, 1.0) + Gamma(20.0, 2.0)");
        AssertEqual(driver, precision, Create, "r", precision == Precision.Double ? 1e-14 : 1e-6);

        Population Create(Network net)
        {
            var pop = net.Create(2000, neuron);
            pop["a"] = Enumerable.Range(0, 2000).Select(i => (i - 1) * 0.003).ToArray();
            return pop;
        }
    }

    /// <summary>Few and many trials, by inversion and by rejection, of rare and of frequent successes, with parameters of their own or one for all.</summary>
    [Theory]
    [On(Driver.OpenCl, Precision.Double)]
    [On(Driver.OpenCl, Precision.Single)]
    [On(Driver.Cuda, Precision.Double)]
    [On(Driver.Cuda, Precision.Single)]
    [On(Driver.Managed, Precision.Double)]
    [On(Driver.Managed, Precision.Single)]
    [On(Driver.Ilgpu, Precision.Double)]
    [On(Driver.Ilgpu, Precision.Single)]
    public void Binomial_draws_are_the_same_numbers(Driver driver, Precision precision)
    {
        var neuron = new Neuron(
            parameters: "n = 1.0\np = 0.5",
            equations: "r = Binomial(n, p) + 10000.0*Binomial(10, 0.3)\nmany = Binomial(100000, 0.0001) + 100.0*Binomial(500, 0.4)\nmost = Binomial(200, 0.97)");
        foreach (var variable in new[] { "r", "many", "most" })
            AssertEqual(driver, precision, Create, variable, 0.0);

        Population Create(Network net)
        {
            var pop = net.Create(3000, neuron);
            pop["n"] = Enumerable.Range(0, 3000).Select(i => (double)(i - 5)).ToArray();
            pop["p"] = Enumerable.Range(0, 3000).Select(i => (i % 103 * 0.01) - 0.01).ToArray();
            return pop;
        }
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Managed)]
    [On(Driver.Ilgpu)]
    public void Synapses_draw_too(Driver driver)
    {
        double[] Run(IDevice? device)
        {
            using var net = new Network(seed: 8, device: device);
            var pop = net.Create(20, new Neuron(equations: "r = sum(exc)", parameters: "k = 2.0"));
            var synapse = new Synapse(equations: "w = Binomial(20, 0.3) + Gamma(2.0, 1.0)\nx = Gamma(1.5, 1.0) : postsynaptic", psp: "w * Gamma(3.0, 1.0) * (1.0 + x)");
            net.Connect(pop, pop, "exc", synapse).FixedProbability(0.4, weights: 1.0);
            pop["r"] = 1.0;
            net.Compile();
            net.Simulate(3.0);
            if (device is not null)
                Assert.DoesNotContain("on the host", net.ExplainDevice(), StringComparison.Ordinal);
            return [.. pop["r"].ToArray(), .. net.Projections[0]["w"].ToArray()];
        }

        using var device = Drivers.Open(driver);
        AssertClose(Run(null), Run(device), 1e-12);
    }

    [DriverFact(Driver.OpenCl)]
    public void A_device_without_wide_numbers_leaves_shaped_draws_to_the_host()
    {
        using var device = new ObservedDevice(Driver.OpenCl) { HasDouble = false };
        using var net = new Network(seed: 2, precision: Precision.Single, device: device);
        using var host = new Network(seed: 2, precision: Precision.Single);
        var populations = new[] { net, host }.Select(n => n.Create(5, new Neuron(equations: "r = Gamma(2.0, 1.0)"), name: "g")).ToArray();
        net.Simulate(2.0);
        host.Simulate(2.0);
        Assert.Equal(populations[1]["r"].ToArray(), populations[0]["r"].ToArray());
        Assert.Contains("on the host: update of g: draws from Gamma and Binomial", net.ExplainDevice(), StringComparison.Ordinal);
    }

    private static void AssertEqual(Driver driver, Precision precision, Func<Network, Population> create, string variable, double tolerance)
    {
        using var device = Drivers.Open(driver);
        using var host = new Network(seed: 3, precision: precision);
        using var net = new Network(seed: 3, precision: precision, device: device);
        var (expected, actual) = (create(host), create(net));
        host.Simulate(3.0);
        net.Simulate(3.0);
        Assert.DoesNotContain("on the host", net.ExplainDevice(), StringComparison.Ordinal);
        AssertClose(expected[variable].ToArray(), actual[variable].ToArray(), tolerance);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!expected[i].Equals(actual[i]))
                Assert.InRange(actual[i] - expected[i], -tolerance * Math.Abs(expected[i]), tolerance * Math.Abs(expected[i]));
        }
    }
}
