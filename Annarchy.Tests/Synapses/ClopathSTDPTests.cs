namespace Annarchy.Tests.Synapses;

public class ClopathSTDPTests
{
    private const double Dt = 0.1;

    /// <summary>
    /// Adaptive exponential integrate-and-fire neuron with the parameters of Clopath et al. (2010): 2 ms of spike, a depolarising current
    /// after it, and a threshold that jumps. A teacher's spike sets off one of its own.
    /// </summary>
    private static Neuron Pyramidal => new(
        equations: """
            left = max(left - dt, 0.0)
            dwad/dt = (4.0 * (u + 70.6) - wad) / 144.0
            dz/dt = -z / 40.0
            dVT/dt = (-50.4 - VT) / 50.0 : init=-50.4
            I = -30.0 * (u + 70.6) + 60.0 * exp(min((u - VT) / 2.0, 8.0)) - wad + z
            u += ite(left > 0.01, 0.0, dt / 281.0 * I + g_drive + 0.0 * g_exc) : init=-70.6
            v = ite(left > 0.01, 33.0, u) : init=-70.6
            """,
        spike: "u > 20.0",
        reset: "u = -60.0; left = 2.0; wad += 80.5; z = 400.0; VT = -30.4; v = 33.0");

    private static double AtPotential(double potential, ClopathSTDP synapse, double before = 200.0)
    {
        using var net = new Network(dt: 1.0);
        var source = net.Create(new SpikeSourceArray([[.. Enumerable.Range(0, 25).Select(i => before + (20.0 * i))]]));
        var cell = net.Create(1, new Neuron(parameters: "clamp = 0.0", equations: "v = clamp + 0.0 * g_exc", spike: "v > 1e9", reset: "v = 0"));
        var projection = net.Connect(source, cell, "exc", synapse).OneToOne(1.0);
        net.Compile();
        cell["clamp"] = potential;
        net.Simulate(before + 1000.0);
        return ((double[])projection["w"])[0] - 1.0;
    }

    /// <summary>Figure 1 of the paper: 25 pre-synaptic spikes at 50 Hz while the post-synaptic potential is held.</summary>
    [Theory]
    [InlineData(-80.0)]
    [InlineData(-71.0)]
    [InlineData(-60.0)]
    [InlineData(-46.0)]
    [InlineData(-30.0)]
    [InlineData(0.0)]
    public void Held_potentials_depress_above_one_and_potentiate_above_another_threshold(double potential)
    {
        var above = Math.Max(potential + 70.6, 0.0);
        var trace = 1.0 / 15.0 / (1.0 - Math.Exp(-1.0 / 15.0));
        var expected = 25.0 * above * ((8e-5 * trace * Math.Max(potential + 45.3, 0.0)) - 14e-5);
        var change = AtPotential(potential, new ClopathSTDP(w_max: 10.0));
        Assert.Equal(expected, change, 6);
        Assert.Equal(potential < -70.6 ? 0 : potential < -30.0 ? -1 : 1, Math.Sign(change));
    }

    [Fact]
    public void Homeostasis_scales_depression_by_the_mean_square_of_the_depolarisation()
    {
        var synapse = new ClopathSTDP(u_ref2: 60.0, tau_homeostasis: 100.0);
        var expected = -25.0 * 14e-5 * 10.6 * (10.6 * 10.6 / 60.0);
        Assert.Equal(expected, AtPotential(-60.0, synapse, before: 5000.0), 8);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClopathSTDP(u_ref2: -1.0));
    }

    /// <summary>Relative change by 15 bursts of 5 pairings (Sjöström et al. 2001), from one of them.</summary>
    private static double Protocol(double frequency, double lag)
    {
        double[] pre = [.. Enumerable.Range(0, 5).Select(i => 100.0 + Math.Round(1000.0 * i / frequency))];
        using var net = new Network(dt: Dt);
        var source = net.Create(new SpikeSourceArray([pre]));
        var teacher = net.Create(new SpikeSourceArray([[.. pre.Select(t => t + lag)]]));
        var cell = net.Create(1, Pyramidal);
        var spikes = net.Monitor(cell, "spike");
        net.Connect(teacher, cell, "drive").OneToOne(100.0);
        var projection = net.Connect(source, cell, "exc", new ClopathSTDP()).OneToOne(1.0);
        net.Simulate(pre[^1] + 300.0);
        Assert.Equal(5, spikes.Spikes()[0].Length);
        return 15.0 * (((double[])projection["w"])[0] - 1.0);
    }

    /// <summary>Figure 2 of the paper: pairs of spikes potentiate one way and depress the other at low frequencies; at high ones both ways potentiate.</summary>
    [Fact]
    public void Pairings_change_sign_with_their_frequency()
    {
        double[] frequencies = [1.0, 10.0, 20.0, 40.0, 50.0];
        double[] early = [.. frequencies.Select(f => Protocol(f, 10.0))];
        double[] late = [.. frequencies.Select(f => Protocol(f, -10.0))];
        Assert.All(early, change => Assert.InRange(change, 0.1, 1.0));
        Assert.Equal(early[1..].Order(), early[1..]);
        Assert.Equal([-1, -1, -1, 1, 1], late.Select(Math.Sign));
        Assert.Equal(late[1..].Order(), late[1..]);
    }
}
