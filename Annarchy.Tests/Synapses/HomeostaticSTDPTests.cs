namespace Annarchy.Tests.Synapses;

public class HomeostaticSTDPTests
{
    private static Neuron RegularSpiking => new(
        parameters: "tau_ampa = 5.0 : population",
        equations: """
            dv/dt = 0.04 * v^2 + 5.0 * v + 140.0 - u - g_ampa * v : init=-65.0, midpoint
            du/dt = 0.02 * (0.2 * v - u)                          : init=-13.0, midpoint
            tau_ampa * dg_ampa/dt = -g_ampa                       : exponential
            """,
        spike: "v >= 30.0",
        reset: "v = -65.0; u += 8.0");

    /// <summary>Rate of a neuron with inputs from 0.2 to 20 Hz, after a while of learning and over a while after it, s; and its weights.</summary>
    private static (double Rate, double[] Weights) Ramp(Synapse synapse, double weight, double learning, double counting)
    {
        using var net = new Network(dt: 1.0, seed: 5);
        var inputs = net.Create(new PoissonPopulation(100, rates: 1.0));
        inputs["rates"] = Enumerable.Range(0, 100).Select(i => 0.2 + (0.2 * i)).ToArray();
        var cell = net.Create(1, RegularSpiking);
        var projection = net.Connect(inputs, cell, "ampa", synapse).AllToAll(weight);
        var spikes = net.Monitor(cell, "spike", start: false);
        net.Simulate(1000.0 * learning);
        spikes.Start();
        net.Simulate(1000.0 * counting);
        return (spikes.Spikes()[0].Length / counting, projection["w"]);
    }

    /// <summary>Carlson et al. (2013): the rate comes to the target from either side, whatever it is, and stays there.</summary>
    [Theory]
    [InlineData(0.01, 20.0)]
    [InlineData(0.06, 20.0)]
    [InlineData(0.03, 35.0)]
    [InlineData(0.06, 35.0)]
    public void The_rate_converges_to_its_target(double weight, double target)
    {
        var before = Ramp(new HomeostaticSTDP(alpha: 0.0, beta: 0.0, w_max: 0.1), weight, 1.0, 10.0).Rate;
        var (rate, weights) = Ramp(new HomeostaticSTDP(R_target: target, w_max: 0.1, T: 2.0), weight, 50.0, 20.0);
        Assert.True(Math.Abs(before - target) > 0.15 * target);
        Assert.InRange(rate, 0.92 * target, 1.08 * target);

        // Inputs that fire more end up with larger weights.
        Assert.True(weights[99] > weights[50] && weights[50] > 2.0 * weights[0]);
    }

    [Fact]
    public void Neither_weights_nor_rates_move_before_the_first_post_synaptic_spike()
    {
        using var pairing = new SpikePairing(new HomeostaticSTDP(), 0.01, [5.0, 10.0, 20.0], [30.0]);
        pairing.Network.Simulate(29.0);
        Assert.Equal(0.01, pairing.Weight);
        Assert.Equal([0.0], (double[])pairing.Projection["R"]);
        pairing.Network.Simulate(10.0);
        Assert.InRange(((double[])pairing.Projection["R"])[0], 0.19, 0.2);
        Assert.NotEqual(0.01, pairing.Weight);
    }

    /// <summary>One pair: what the rule says of it, step by step.</summary>
    [Fact]
    public void A_pair_of_spikes_counts_once_and_is_scaled_by_K()
    {
        using var pairing = new SpikePairing(new HomeostaticSTDP(alpha: 0.0), 0.01, [50.0], [60.0]);
        pairing.Network.Simulate(60.0);
        pairing.Projection["R"] = 20.0;
        pairing.Network.Simulate(20.0);
        var spike = 1000.0 * (1.0 - Math.Exp(-1.0 / 5000.0));
        var rates = Enumerable.Range(0, 3).Aggregate(20.0, (r, step) => (r * Math.Exp(-1.0 / 5000.0)) + (step == 1 ? spike : 0.0));
        var k = rates / (5.0 * (1.0 + (50.0 * Math.Abs(1.0 - (rates / 35.0)))));
        Assert.Equal(0.01 + (k * 2e-4 * Math.Exp(-10.0 / 20.0)), pairing.Weight, 9);
    }
}
