using Annarchy.Hybrid;

namespace Annarchy.Tests.Hybrid;

public class HybridPopulationTests
{
    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Spikes_in_a_window_become_a_rate(Precision precision)
    {
        using var net = new Network(dt: 0.5, precision: precision);
        double[][] trains = [[.. Enumerable.Range(1, 40).Select(i => 20.0 * i)], [100.0, 101.0, 400.0], []];
        var source = net.Create(new SpikeSourceArray(trains));
        var rates = net.CreateSpike2Rate(source, window: 50.0, scaling: 10.0, name: "rates");
        var smoothed = net.CreateSpike2Rate(source, window: 50.0, smooth: 80.0);
        var (sharp, smooth) = (net.Monitor(rates, "r").Name, net.Monitor(smoothed, "r").Name);
        net.Simulate(600.0);

        var follower = new double[3];
        var (r, s) = (net.GetMonitor(sharp).Get("r"), net.GetMonitor(smooth).Get("r"));
        for (var step = 0; step < 1200; step++)
        {
            for (var neuron = 0; neuron < 3; neuron++)
            {
                // A spike emitted at a step counts from the next one on, for 100 steps.
                var frequency = 20.0 * trains[neuron].Count(t => (2.0 * t) + 1.0 <= step && (2.0 * t) + 100.0 >= step);
                follower[neuron] += 0.5 * (frequency - follower[neuron]) / 80.0;
                Assert.Equal(frequency / 10.0, r[step, neuron], 5);
                Assert.Equal(follower[neuron], s[step, neuron], 1e-4);
            }
        }
    }

    [Fact]
    public void Intervals_between_spikes_become_a_rate()
    {
        using var net = new Network();
        double[] train = [10.0, 30.0, 35.0, 135.0];
        var source = net.Create(new SpikeSourceArray([train]));
        var rates = net.CreateSpike2Rate(source, RateDecoding.Intervals, cut: 2.0);
        var monitor = net.Monitor(rates, "r");
        net.Simulate(400.0);
        var r = monitor.Get("r").Series(0);
        for (var step = 0; step < 400; step++)
        {
            double[] past = [.. train.Where(t => t + 1.0 <= step)];
            var expected = 0.0;
            if (past.Length > 1)
            {
                var (interval, silence) = (past[^1] - past[^2], step - 1.0 - past[^1]);
                expected = silence > 2.0 * interval ? 0.0 : 1000.0 / Math.Max(interval, silence);
            }

            Assert.Equal(expected, r[step], 5);
        }
    }

    [Fact]
    public void Rates_become_spikes()
    {
        using var net = new Network(dt: 0.5, seed: 3);
        var rates = net.Create((2, 50), new Neuron(parameters: "r = 0.0"));
        rates["r"] = Enumerable.Range(0, 100).Select(i => i < 50 ? 0.2 : 0.6).ToArray();
        var spiking = net.CreateRate2Spike(rates, scaling: 100.0, name: "spiking");
        var resting = net.CreateRate2Spike(rates, scaling: 100.0, refractory: 5.0);
        var (free, rested) = (net.Monitor(spiking, "spike"), net.Monitor(resting, "spike"));
        net.Simulate(4000.0);

        Assert.Equal(rates.Geometry, spiking.Geometry);
        var spikes = free.Spikes();

        // 50 neurons for 8000 steps with a probability of 0.01 and 0.03: five standard deviations fail once in 1.7 million runs.
        Near(4000.0, 63.0 * 5.0, spikes.Where(s => s.Key < 50).Sum(s => s.Value.Length));
        Near(12000.0, 108.0 * 5.0, spikes.Where(s => s.Key >= 50).Sum(s => s.Value.Length));
        Assert.All(rested.Spikes().Values, train => Assert.All(train.Zip(train.Skip(1)), pair => Assert.True(pair.Second - pair.First > 9)));

        static void Near(double expected, double tolerance, double actual) => Assert.InRange(actual, expected - tolerance, expected + tolerance);
    }

    [Fact]
    public void There_and_back_the_rate_is_the_same()
    {
        using var net = new Network(seed: 5);
        var source = net.Create(400, new Neuron(equations: "r = 0.5"));
        var back = net.CreateSpike2Rate(net.CreateRate2Spike(source, scaling: 80.0), window: 500.0, scaling: 80.0);
        net.Simulate(1000.0);

        // 400 neurons for 500 steps with a probability of 0.04: standard deviation of the mean 0.0055.
        Assert.InRange(((double[])back["r"]).Average(), 0.5 - (5.0 * 0.0055), 0.5 + (5.0 * 0.0055));
    }

    [Fact]
    public void Bad_input_is_refused_and_leaves_the_network_as_it_was()
    {
        using var net = new Network(dt: 0.5);
        using var other = new Network();
        var spiking = net.Create(new SpikeSourceArray([[1.0]]));
        var rates = net.Create(2, new Neuron(equations: "r = 1.0"));
        Refused<ArgumentException>("The neurons of 'pop1' are rate-coded; spiking ones have spikes to decode.", () => net.CreateSpike2Rate(rates));
        Refused<ArgumentException>("The neurons of 'pop0' are spiking; rate-coded ones have rates to follow.", () => net.CreateRate2Spike(spiking));
        Refused<ArgumentException>("pop0 belongs to another network.", () => other.CreateSpike2Rate(spiking));
        Refused<ArgumentOutOfRangeException>("The time constant is at least one step, 0.5 ms.", () => net.CreateSpike2Rate(spiking, smooth: 0.1));
        Refused<ArgumentOutOfRangeException>("The window is at least one step, 0.5 ms.", () => net.CreateSpike2Rate(spiking, window: double.NaN));
        Refused<ArgumentOutOfRangeException>("The scaling is a positive finite number of Hz.", () => net.CreateSpike2Rate(spiking, scaling: 0.0));
        Refused<ArgumentOutOfRangeException>("The scaling is a positive finite number of Hz.", () => net.CreateRate2Spike(rates, scaling: -1.0));
        Refused<ArgumentOutOfRangeException>("The cut is a positive", () => net.CreateSpike2Rate(spiking, RateDecoding.Intervals, cut: 0.0));
        Refused<ArgumentOutOfRangeException>("There is no such decoding.", () => net.CreateSpike2Rate(spiking, (RateDecoding)7));
        Refused<ArgumentException>("The network already has a population 'pop1'.", () => net.CreateSpike2Rate(spiking, name: "pop1"));
        Assert.Equal(2, net.Populations.Count);
        net.Compile();
        Refused<InvalidOperationException>("The network is compiled", () => net.CreateSpike2Rate(spiking));

        static void Refused<T>(string message, Func<object> make)
            where T : Exception => Assert.StartsWith(message, Assert.Throws<T>(make).Message, StringComparison.Ordinal);
    }
}
