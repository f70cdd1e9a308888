namespace Annarchy.Tests.Synapses;

public class TripletSTDPTests
{
    /// <summary>
    /// The rule, spike by spike at steps of 1 ms. A pre-synaptic spike comes before a post-synaptic one of its step; it finds the
    /// traces of the step before, when it was emitted.
    /// </summary>
    private static double Change(double[] pre, double[] post)
    {
        var (change, last, r1, r2, o1, o2) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var t in pre.Union(post).Order())
        {
            if (pre.Contains(t))
            {
                Decay(t - 1.0);
                change -= o1 * (7e-3 + (2.3e-4 * r2));
                (r1, r2, last) = (r1 + 1.0, r2 + 1.0, t);
            }

            if (post.Contains(t))
            {
                Decay(t);
                change += r1 * (5e-10 + (6.2e-3 * o2));
                (o1, o2, last) = (o1 + 1.0, o2 + 1.0, t);
            }
        }

        return change;

        void Decay(double now)
        {
            r1 *= Math.Exp((last - now) / 16.8);
            r2 *= Math.Exp((last - now) / 101.0);
            o1 *= Math.Exp((last - now) / 33.7);
            o2 *= Math.Exp((last - now) / 125.0);
        }
    }

    private static double Paired(double[] pre, double[] post, double dt = 1.0)
    {
        using var pairing = new SpikePairing(new TripletSTDP(w_min: -100.0, w_max: 100.0), 1.0, pre, post, dt);
        pairing.Network.Simulate(Math.Max(pre[^1], post[^1]) + 5.0);
        return pairing.Weight - 1.0;
    }

    private static double Protocol(double frequency, double lag)
    {
        double[] pre = [.. Enumerable.Range(0, 60).Select(i => 50.0 + Math.Round(1000.0 * i / frequency))];
        return Paired(pre, [.. pre.Select(t => t + lag)], dt: 0.2);
    }

    [Fact]
    public void Changes_are_the_sums_over_all_pairs_and_triplets()
    {
        var random = new Random(7);
        for (var repetition = 0; repetition < 5; repetition++)
        {
            double[] pre = [.. Enumerable.Range(1, 400).Where(_ => random.NextDouble() < 0.08)];
            double[] post = [.. Enumerable.Range(1, 400).Where(_ => random.NextDouble() < 0.08)];
            var expected = Change(pre, post);
            Assert.True(Math.Abs(expected) > 1e-3);
            Assert.Equal(expected, Paired(pre, post), 11);
        }
    }

    /// <summary>Figure 2 of Pfister and Gerstner (2006): 60 pairings in visual cortex, with data of Sjöström et al. (2001).</summary>
    [Fact]
    public void Pairings_depress_at_low_and_potentiate_at_high_frequencies()
    {
        // Post before pre: depression by pairs alone when spikes are rare, potentiation above 30 Hz.
        Assert.Equal(-60.0 * 7e-3 * Math.Exp(-10.0 / 33.7), Protocol(1.0, -10.0), 0.005);
        Assert.InRange(Protocol(10.0, -10.0), -0.6, -0.2);
        Assert.InRange(Protocol(50.0, -10.0), 0.3, 1.2);

        // Pre before post: nothing when spikes are rare, potentiation growing with the frequency.
        Assert.InRange(Protocol(1.0, 10.0), -0.02, 0.02);
        double[] growing = [.. new[] { 1.0, 10.0, 20.0, 40.0 }.Select(frequency => Protocol(frequency, 10.0))];
        Assert.Equal(growing.Order(), growing);
        Assert.InRange(growing[^1], 0.3, 1.0);
    }

    [Fact]
    public void Weights_stay_in_their_bounds()
    {
        double[] spikes = [.. Enumerable.Range(1, 200).Select(i => 10.0 * i)];
        using var up = new SpikePairing(new TripletSTDP(w_max: 0.6), 0.5, spikes, [.. spikes.Select(t => t + 3.0)]);
        up.Network.Simulate(2100.0);
        Assert.Equal(0.6, up.Weight);
        using var down = new SpikePairing(new TripletSTDP(A3_plus: 0.0, w_min: 0.4), 0.5, spikes, [.. spikes.Select(t => t - 3.0)]);
        down.Network.Simulate(2100.0);
        Assert.Equal(0.4, down.Weight, 6);
    }
}
