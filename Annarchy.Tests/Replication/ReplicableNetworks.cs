using Annarchy.Convolutions;
using Annarchy.Tests.Convolutions;

namespace Annarchy.Tests.Replication;

/// <summary>Networks that between them use every system instances can run.</summary>
internal static class ReplicableNetworks
{
    private const long BuildSeed = 77;

    public static readonly Dictionary<string, Action<Network>> All = new()
    {
        ["noisy spiking"] = net =>
        {
            var cells = net.Create(37, new Izhikevich());
            cells["noise"] = 5.0;
            net.Connect(cells[..30], cells, "exc").FixedProbability(0.2, new Uniform(0.0, 2.0));
            net.Connect(cells[30..], cells, "inh").FixedNumberPre(3, 1.5, 4.0);
        },
        ["quiet spiking"] = net =>
        {
            var cells = net.Create(50, new Neuron(
                parameters: "I = 0.0\ntau = 20.0 : population",
                equations: "tau*dv/dt = I + g_exc - v\ntau*dg_exc/dt = -g_exc",
                spike: "v > 1.0",
                reset: "v = 0.0",
                refractory: 3.0));
            cells["I"] = new Uniform(0.9, 1.6);
            net.Connect(cells, cells, "exc").FixedProbability(0.1, 0.3);
            net.Connect(cells, cells, "exc").AllToAll(0.01, 2.0);
            net.Connect(cells, cells, "exc").AllToAll(new Uniform(0.0, 0.02), allowSelfConnections: true);
            net.Connect(cells, cells, "exc").FixedProbability(0.3, 0.01, 2.0);
        },
        ["spike-timing-dependent plasticity"] = net =>
        {
            var inputs = net.Create(new PoissonPopulation(20, rates: 60.0));
            var cells = net.Create(7, new IF_curr_exp());
            net.Connect(inputs, cells, "exc", new STDP(w_max: 5.0)).AllToAll(new Uniform(0.0, 5.0));
            net.Connect(cells, net.Create(90, new IF_curr_exp()), "exc", new STDP(w_max: 5.0)).AllToAll(new Uniform(0.0, 5.0));
            net.Connect(inputs, cells, "inh", new STP(tau_rec: 100.0, tau_facil: 50.0, U: 0.3)).FixedProbability(0.5, 1.0, 3.0);
        },
        ["own delays"] = net =>
        {
            var inputs = net.Create(new PoissonPopulation(12, rates: 90.0));
            var cells = net.Create(17, new IF_curr_exp());
            net.Connect(inputs, cells, "exc").AllToAll(new Uniform(0.5, 3.0), new DiscreteUniform(1, 9));
            net.Connect(inputs, cells, "inh").FixedProbability(0.4, 0.5, new Uniform(1.0, 5.0));
            net.Connect(cells, cells, "exc", new STDP()).FixedProbability(0.5, 0.5, new DiscreteUniform(1, 6));
        },
        ["shared weights"] = net =>
        {
            var reader = new Neuron(equations: "r = clip(sum(exc) + 0.1 * sum(back) + 0.1 * sum(copy), -9.0, 9.0)");
            var image = net.Create((6, 7), new Neuron(equations: "r = Uniform(0.0, 1.0)"));
            var maps = net.Create((6, 7, 9), reader);
            var pooled = net.Create((3, 7, 9), reader);
            var output = net.Create(5, reader);
            net.Connect(new Convolution(image, maps, "exc")).ConnectFilters(MapNetwork.Array([9, 3, 3], 1), delays: 3.0);
            net.Connect(new Convolution(image, maps, "exc", psp: "w * abs(pre.r - 0.5)")).ConnectFilters(MapNetwork.Array([9, 3, 1], 2), padding: 0.5);
            net.Connect(new Pooling(maps, pooled, "exc")).ConnectPooling([2, 1, 1]);
            var learning = net.Connect(pooled, output, "exc", new Oja()).AllToAll(new Uniform(0.0, 0.1));
            net.Connect(new Copy(pooled, output, "copy")).ConnectCopy(learning);
            net.Connect(new Transpose(learning, "back")).ConnectTranspose();
        },
        ["rates"] = net =>
        {
            var inputs = net.Create(new InputArray(9));
            inputs["r"] = new Uniform(0.0, 1.0);
            var hidden = net.Create(21, new Neuron(
                parameters: "tau = 10.0 : population\nB = 0.1",
                equations: """
                    drift += 0.01 * mean(r) : population
                    noise = Normal(0.0, 0.1)
                    tau*dm/dt + m = sum(exc) - sum(inh) + noise + B + drift + 0.01*sin(t) : init=Uniform(-0.5, 0.5)
                    r = pos(m)
                    """));
            net.Connect(inputs, hidden, "exc").FixedProbability(0.6, new Normal(0.5, 0.2));
            net.Connect(hidden, hidden, "inh").AllToAll(0.02, 3.0);
            net.Connect(hidden, hidden, "exc").FixedProbability(0.3, 0.1, new DiscreteUniform(1, 5));
        },
        ["learning rates"] = net =>
        {
            var inputs = net.Create(6, new Neuron(equations: "r = Uniform(0.0, 1.0)"));
            var outputs = net.Create(5, new Neuron(equations: "r = sum(exc) + max(r)*0.01 + sum(extra)"));
            net.Connect(inputs, outputs, "exc", new Synapse(
                parameters: "eta = 0.1 : projection\ntau = 5.0 : postsynaptic",
                equations: """
                    total += eta*mean(post.r) : projection
                    tau * dtheta/dt + theta = post.r^2 : postsynaptic
                    w += eta * (pre.r * post.r - theta * w) + 0.001*Normal(0.0, 1.0) : min=0.0
                    """)).AllToAll(new Uniform(0.0, 1.0));
            net.Connect(inputs, outputs, "extra", new Synapse(psp: "w * pre.r^2", operation: "max")).FixedProbability(0.7, new Uniform(0.0, 0.1));
        },
        ["reward"] = net =>
        {
            var inputs = net.Create(new PoissonPopulation(15, rates: 40.0));
            var cells = net.Create(1, new IF_curr_exp());
            net.Connect(inputs, cells, "exc", new RewardModulatedSTDP(w_max: 5.0)).AllToAll(3.0)["dopamine"] = 0.1;
            net.Connect(cells, cells, "inh", new Synapse(psp: "w * (post.v - pre.v + 0.1*pre.i_offset)")).AllToAll(0.1, allowSelfConnections: true);
        },
        ["shapes of draws"] = net =>
        {
            net.Create(33, new Neuron(equations: "x = Gamma(2.0, 0.5)\ny = Exponential(1.0)\nr = r + x*y : init=Normal(0.0, 1.0)\nn += 1 : int, init=DiscreteUniform(0, 9)"));
            net.Create(18, new Neuron(equations: "v = v + Uniform(0.0, 0.3)", spike: "v > 1.0", axonSpike: "v > 0.8", reset: "v = 0.0", axonReset: "v -= 0.1"));
        },
    };

    /// <summary>A network by itself.</summary>
    public static Network Create(string name, long seed, Precision precision = Precision.Double, KernelBackend backend = KernelBackend.Default)
    {
        var net = new Network(dt: 1.0, seed: seed, precision: precision, backend: backend) { BuildSeed = BuildSeed };
        All[name](net);
        return net;
    }
}
