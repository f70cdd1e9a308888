using Annarchy.Convolutions;

namespace Annarchy.Tests.Devices;

/// <summary>Networks on a device beside the same networks on the host.</summary>
public sealed class DeviceNetworkTests
{
    /// <summary>An excitatory and inhibitory network with noise, delays of all sorts and plastic synapses.</summary>
    private static Network Balanced(IDevice? device, Precision precision = Precision.Double, bool ownDelays = true)
    {
        var neuron = new Neuron(
            parameters: "tau = 20.0 : population\ntau_e = 5.0 : population\ntau_i = 10.0 : population",
            equations: "tau*dv/dt = -v + 18.0 + g_exc - g_inh + 6.0*Normal(0.0, 1.0)\ntau_e*dg_exc/dt = -g_exc\ntau_i*dg_inh/dt = -g_inh",
            spike: "v > 15.0",
            reset: "v = 0.0",
            refractory: 2.0);
        var net = new Network(dt: 0.5, seed: 7, precision: precision, device: device);
        var pop = net.Create(120, neuron, name: "P");
        pop["v"] = new Uniform(0.0, 15.0);
        net.Connect(pop[..96], pop, "exc", new STDP(w_max: 2.0)).FixedProbability(0.1, weights: 0.4, delays: ownDelays ? new Uniform(0.5, 6.0) : 1.5);
        net.Connect(pop[96..], pop, "inh").FixedProbability(0.2, weights: 1.5, delays: 2.0);
        net.Connect(pop[96..], pop[..40], "inh").AllToAll(weights: 0.01);
        net.Monitor(pop, ["spike"], name: "spikes");
        net.Compile();
        return net;
    }

    [Theory]
    [On(Driver.OpenCl, Precision.Double, true, 1)]
    [On(Driver.OpenCl, Precision.Double, false, 32)]
    [On(Driver.OpenCl, Precision.Single, true, 32)]
    [On(Driver.Cuda, Precision.Double, true, 1)]
    [On(Driver.Cuda, Precision.Double, false, 32)]
    [On(Driver.Cuda, Precision.Single, true, 32)]
    [On(Driver.Managed, Precision.Double, false, 1)]
    [On(Driver.Ilgpu, Precision.Double, true, 1)]
    [On(Driver.Ilgpu, Precision.Single, false, 4)]
    public void Does_the_same_as_the_host(Driver driver, Precision precision, bool ownDelays, int lanes)
    {
        using var device = new ObservedDevice(driver) { Lanes = lanes };
        using var expected = Balanced(null, precision, ownDelays);
        using var actual = Balanced(device, precision, ownDelays);
        expected.Simulate(100.0);
        actual.Simulate(100.0);
        Assert.Equal(expected.GetMonitor("spikes").Spikes(), actual.GetMonitor("spikes").Spikes());
        double[] weights = [.. expected.Projections[0]["w"]], onDevice = [.. actual.Projections[0]["w"]];
        var tolerance = precision == Precision.Double ? 1e-9 : 1e-3;
        for (var i = 0; i < weights.Length; i++)
            Assert.InRange(onDevice[i] - weights[i], -tolerance, tolerance);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Repeats_itself_to_the_last_bit(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var first = Balanced(device);
        using var second = Balanced(device);
        first.Simulate(200.0);
        second.Simulate(200.0);
        foreach (var variable in new[] { "v", "g_exc", "g_inh" })
            Assert.Equal(first.Populations[0][variable].ToArray(), second.Populations[0][variable].ToArray());
        Assert.Equal(first.Projections[0]["w"].ToArray(), second.Projections[0]["w"].ToArray());
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Nothing_goes_to_and_fro_while_nobody_looks(Driver driver)
    {
        using var device = new ObservedDevice(driver);
        using var net = Balanced(device);
        net.Monitors[0].Pause();
        net.Simulate(5.0);
        (device.Uploads, device.Downloads, device.Launches) = (0, 0, 0);
        net.Simulate(100.0);
        Assert.Equal((0, 0), (device.Uploads, device.Downloads));
        Assert.Equal(0, device.Launches % 200);
        _ = net.Populations[0]["v"];
        _ = net.Populations[0]["v"];
        Assert.Equal((0, 1), (device.Uploads, device.Downloads));
        net.Populations[0]["v"] = 1.0;
        net.Step();
        Assert.Equal((1, 1), (device.Uploads, device.Downloads));
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Sees_what_is_set_between_steps(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var net = new Network(device: device);
        var pop = net.Create(20, new Neuron(parameters: "B = 1.0 : population\nC = 2.0", equations: "r = r + B * C + t"));
        net.Step();
        Assert.Equal(2.0, pop["r"][7]);
        pop["B"] = 10.0;
        pop.View(7)["C"] = 3.0;
        net.Step();
        Assert.Equal((23.0, 33.0), (pop["r"][6], pop["r"][7]));
        pop.AsSpan<double>("r")[7] = 0.5;
        net.CurrentStep = 100;
        net.Step();
        Assert.Equal((143.0, 130.5), (pop["r"][6], pop["r"][7]));
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Delays_can_change_between_steps(Driver driver)
    {
        double[] Run(IDevice? device)
        {
            using var net = new Network(seed: 1, device: device);
            var source = net.Create(new SpikeSourceArray([[1.0, 5.0, 12.0, 30.0], [2.0, 5.0, 31.0]]));
            var pop = net.Create(3, new Neuron(equations: "g_exc = g_exc\nv = v + g_exc*(t+1.0)", spike: "v > 1e9", reset: "v = 0"));
            var proj = net.Connect(source, pop, "exc").AllToAll(weights: 0.5, delays: new Uniform(2.0, 6.0));
            var same = net.Connect(source, pop, "exc").AllToAll(weights: 0.25, delays: 2.0);
            net.Simulate(20.0);
            proj.Delays = new double[] { 1.0, 2.0, 9.0, 4.0, 12.0, 3.0 };
            same.Delays = 7.0;
            net.Simulate(40.0);
            return [.. pop["v"]];
        }

        using var device = Drivers.Open(driver);
        Assert.Equal(Run(null), Run(device));
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Resets_bring_the_start_back(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var net = Balanced(device);
        net.Simulate(50.0);
        var spikes = net.Monitors[0].Spikes();
        net.Reset(projections: true, synapses: true);
        net.Simulate(50.0);
        Assert.Equal(spikes, net.Monitors[0].Spikes());
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Shared_and_transposed_weights_have_kernels(Driver driver)
    {
        double[] Run(IDevice? on, out string where)
        {
            using var net = new Network(seed: 2, device: on);
            var rates = new Neuron(equations: "r = sum(exc) + Uniform(0.0, 1.0)");
            var (image, map, small) = (net.Create((8, 8), rates), net.Create((8, 8), rates), net.Create((4, 4), rates));
            net.Connect(new Convolution(image, map, "exc")).ConnectFilter(new double[,] { { 0.1, -0.2, 0.3 }, { 0.2, 0.0, -0.1 }, { 0.1, 0.1, 0.2 } }, delays: 3.0, padding: 0.5);
            net.Connect(new Pooling(map, small, "exc", operation: "mean")).ConnectPooling();
            var forth = net.Connect(image, small, "exc").FixedProbability(0.2, weights: new Uniform(-0.1, 0.1));
            net.Connect(new Transpose(forth, "exc")).ConnectTranspose();
            net.Compile();
            net.Simulate(12.0);
            where = net.ExplainDevice();
            return [.. image["r"], .. map["r"], .. small["r"]];
        }

        using var device = Drivers.Open(driver);
        var expected = Run(null, out _);
        var actual = Run(device, out var where);
        Assert.DoesNotContain("on the host", where, StringComparison.Ordinal);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i] - expected[i], -1e-12, 1e-12);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void What_the_device_cannot_do_is_done_by_the_host(Driver driver)
    {
        using var device = Drivers.Open(driver);
        double Run(IDevice? on, out string where)
        {
            using var net = new Network(seed: 5, device: on);
            var pre = net.Create(new TimedArray(new double[,] { { 0.5, 1.0, 0.0 }, { 1.0, 0.5, 2.0 } }, name: "pre"));
            var post = net.Create(10, new Neuron(equations: "r = sum(exc)"), name: "post", stopCondition: "r > 100.0");
            var proj = net.Connect(pre, post, "exc", new Synapse(equations: "w = w + 0.01 : min = 0.0", pruning: "w > 1.05"), name: "P").AllToAll(weights: 1.0);
            net.Pipeline.Add(Stage.Monitor, new Doubling(post));
            net.Compile();
            proj.StartPruning();
            net.Simulate(4.0);
            where = net.ExplainDevice();
            net.Simulate(3.0);
            return post["r"].Sum() + proj.NbSynapses;
        }

        var expected = Run(null, out var onHost);
        Assert.Equal(expected, Run(device, out var onDevice), 9);
        Assert.Equal("Everything runs on the processor.", onHost);
        var told = onDevice.Split('\n').Where(line => line.StartsWith("on the host: ", StringComparison.Ordinal)).ToArray();
        Assert.Contains("on the host: patterns of pre: it looks values up in a table of the host, which stores what changes", told);
        Assert.Contains("on the host: doubling: it is a system of the user or of an extension, not made of equations", told);
        Assert.Contains("on the host: stop condition of post: SimulateUntil looks at it after every step", told);
        var ofProjection = told.Where(line => line.EndsWith("synapses are created and pruned on the host", StringComparison.Ordinal)).ToArray();
        Assert.Contains(ofProjection, line => line.Contains("update", StringComparison.Ordinal));
        Assert.Contains(ofProjection, line => line.Contains("pruning", StringComparison.Ordinal));
        Assert.Equal(told.Length, ofProjection.Length + 3);
    }

    private sealed class Doubling(Population population) : ISystem
    {
        public string Name => "doubling";

        public void Update(in StepContext context)
        {
            foreach (ref var value in population.AsSpan<double>("r"))
                value *= 2.0;
        }
    }
}
