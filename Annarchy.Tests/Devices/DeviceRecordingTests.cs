namespace Annarchy.Tests.Devices;

/// <summary>Recordings, rates and saved state of networks on a device.</summary>
public sealed class DeviceRecordingTests
{
    private static Network Build(IDevice? device)
    {
        var net = new Network(seed: 11, device: device);
        var pop = net.Create(new PoissonPopulation(50, rates: 60.0, name: "in"));
        var post = net.Create(30, new Neuron(equations: "dv/dt = (g_exc - v)/10.0\ndg_exc/dt = -g_exc/5.0", spike: "v > 0.4", reset: "v = 0.0"), name: "out");
        net.Connect(pop, post, "exc", new STDP(), name: "P").FixedProbability(0.3, weights: 0.5, delays: 2.0);
        pop.ComputeFiringRate(20.0);
        net.Monitor(post, ["v", "spike", "g_exc"], period: 3.0, name: "all");
        net.Monitor(pop[10..20], ["spike", "r"], name: "some");
        net.Compile();
        net.Monitor(net.GetProjection("P").Dendrite(4), "w", period: 5.0, name: "synapses");
        return net;
    }

    private static void AssertEqual(Network expected, Network actual)
    {
        foreach (var (monitor, variable) in new[] { ("all", "v"), ("all", "g_exc"), ("some", "r"), ("synapses", "w") })
        {
            var (left, right) = (expected.GetMonitor(monitor).Get(variable), actual.GetMonitor(monitor).Get(variable));
            Assert.Equal(left.Times, right.Times);
            Assert.Equal(left.Width, right.Width);
            for (var record = 0; record < left.Records; record++)
            {
                for (var column = 0; column < left.Width; column++)
                    Assert.InRange(right[record, column] - left[record, column], -1e-9, 1e-9);
            }
        }

        foreach (var monitor in new[] { "all", "some" })
            Assert.Equal(expected.GetMonitor(monitor).Spikes(), actual.GetMonitor(monitor).Spikes());
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Records_what_the_host_records(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var expected = Build(null);
        using var actual = Build(device);
        foreach (var net in new[] { expected, actual })
        {
            net.Simulate(40.0);
            net.GetMonitor("all").Pause();
            net.Simulate(7.0);
            net.GetMonitor("all").Resume();
            net.Simulate(60.0);
        }

        AssertEqual(expected, actual);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Records_more_than_there_is_room_for_on_the_device(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var net = new Network(device: device);
        var pop = net.Create(5000, new Neuron(parameters: "r0 = 1.0", equations: "v = v + r0", spike: "v > 2.0", reset: "v = 0.0"));
        var monitor = net.Monitor(pop, ["v", "spike"]);
        net.Simulate(300.0);
        var values = monitor.Get("v");
        Assert.Equal(300, values.Records);
        for (var record = 0; record < values.Records; record++)
            Assert.Equal((record + 1) % 3, values[record, 4999]);
        var spikes = monitor.Spikes();
        Assert.Equal(5000, spikes.Count);
        Assert.All(spikes.Values, train => Assert.Equal(100, train.Length));
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Keeps_only_the_last_records_of_a_monitor_with_a_limit(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var net = new Network(device: device);
        var pop = net.Create(4, new Neuron(equations: "r = t"));
        var monitor = net.Monitor(pop, "r");
        monitor.Limit = 5;
        net.Simulate(50.0);
        Assert.Equal([45.0, 46.0, 47.0, 48.0, 49.0], monitor.Get("r").Series(0));
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Goes_on_from_saved_state(Driver driver)
    {
        using var folder = new TemporaryFolder();
        using var device = Drivers.Open(driver);
        using var expected = Build(null);
        using var first = Build(device);
        using var second = Build(device);
        expected.Simulate(100.0);
        first.Simulate(55.0);
        first.Save(folder["state.npz"]);
        second.Load(folder["state.npz"]);
        second.Simulate(45.0);

        double[] rates = [.. expected.GetPopulation("in")["r"]];
        Assert.Contains(rates, rate => rate > 0.0);
        Assert.Equal(rates, second.GetPopulation("in")["r"].ToArray());
        double[] left = [.. expected.GetPopulation("out")["v"]], right = [.. second.GetPopulation("out")["v"]];
        for (var i = 0; i < left.Length; i++)
            Assert.InRange(right[i] - left[i], -1e-9, 1e-9);
    }
}
