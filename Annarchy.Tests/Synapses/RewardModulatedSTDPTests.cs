namespace Annarchy.Tests.Synapses;

public class RewardModulatedSTDPTests
{
    private static double Change(double lag, double delay, double dopamine)
    {
        using var pairing = new SpikePairing(new RewardModulatedSTDP(), 0.5, [50.0], [50.0 + lag]);
        pairing.Network.Simulate(100.0 + delay);
        Assert.Equal(0.5, pairing.Weight);
        pairing.Projection["dopamine"] = dopamine;
        pairing.Network.Simulate(3000.0);
        return pairing.Weight - 0.5;
    }

    [Fact]
    public void Without_dopamine_nothing_is_learned()
    {
        Assert.Equal(0.0, Change(10.0, 0.0, 0.0));
        Assert.Equal(0.0, Change(-10.0, 0.0, 0.0));
    }

    /// <summary>A reward d at a delay D after the pair changes the weight by the sum over steps of c d: both decay from the second spike and from the reward on.</summary>
    [Theory]
    [InlineData(10.0, 0.0)]
    [InlineData(10.0, 1000.0)]
    [InlineData(-10.0, 0.0)]
    [InlineData(-10.0, 2000.0)]
    public void Rewards_that_come_late_change_the_weight_by_what_is_left_of_the_eligibility(double lag, double delay)
    {
        // An arriving spike finds the trace of the step before, and the eligibility decays in its step already.
        var pair = lag > 0.0 ? 0.01 * Math.Exp(-lag / 20.0) : -0.015 * Math.Exp((lag + 1.0) / 20.0);
        var eligibility = pair * Math.Exp(-((lag > 0.0 ? 48.0 - lag : 49.0) + delay) / 1000.0);
        var (decayOfDopamine, decay) = (Math.Exp(-1.0 / 200.0), Math.Exp((-1.0 / 1000.0) - (1.0 / 200.0)));
        var expected = eligibility * 0.002 * decayOfDopamine * (1.0 - Math.Pow(decay, 3000.0)) / (1.0 - decay);
        var change = Change(lag, delay, 0.002);
        Assert.Equal(expected, change, 12);
        Assert.Equal(2.0 * change, Change(lag, delay, 0.004), 12);
        Assert.Equal(-change, Change(lag, delay, -0.002), 12);
    }

    [Fact]
    public void Dopamine_is_one_value_of_the_projection_and_decays()
    {
        using var pairing = new SpikePairing(new RewardModulatedSTDP(w_max: 0.6, A_plus: 1.0), 0.5, [50.0], [55.0]);
        pairing.Network.Simulate(60.0);
        pairing.Projection["dopamine"] = 0.5;
        Assert.Equal(0.5, pairing.Projection["dopamine"].Scalar);
        pairing.Network.Simulate(200.0);
        Assert.Equal(0.5 * Math.Exp(-1.0), pairing.Projection["dopamine"].Scalar, 12);
        Assert.Equal(0.6, pairing.Weight);
    }
}
