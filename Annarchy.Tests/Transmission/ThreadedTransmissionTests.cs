namespace Annarchy.Tests.Transmission;

/// <summary>However many threads share a step, sums and conductances have the same bits.</summary>
public class ThreadedTransmissionTests
{
    private const int Size = 1300;

    private static readonly Neuron _rate = new(parameters: "offset = 0.0", equations: "r = 0.5 * cos(sum(exc) + offset)");

    // Each neuron spikes in about every third step: enough for all members of the team.
    private static readonly Neuron _spiking = new(
        parameters: "drive = 0.0", equations: "x = x + drive\nv = g_exc", spike: "x > 1", reset: "x = x - 1");

    private static readonly Dictionary<string, Action<Projection>> _connectors = new()
    {
        ["dense"] = p => p.AllToAll(new Uniform(-1.0, 1.0)),
        ["dense, one weight"] = p => p.AllToAll(0.3),
        ["sparse"] = p => p.FixedProbability(0.3, new Uniform(-1.0, 1.0)),
        ["sparse, one weight"] = p => p.FixedProbability(0.3, 0.3),
        ["delays"] = p => p.FixedProbability(0.3, new Uniform(-1.0, 1.0), delays: new Uniform(1.0, 7.0)),
        ["delays, one weight"] = p => p.FixedProbability(0.3, 0.3, delays: new Uniform(1.0, 7.0)),
    };

    public static TheoryData<string, bool, Precision> Cases()
    {
        var cases = new TheoryData<string, bool, Precision>();
        foreach (var connector in _connectors.Keys)
        {
            foreach (var precision in new[] { Precision.Single, Precision.Double })
            {
                cases.Add(connector, false, precision);
                cases.Add(connector, true, precision);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_number_of_threads_gives_the_same_bits(string connector, bool isSpiking, Precision precision)
    {
        var alone = Run(connector, isSpiking, precision, threads: 1);
        Assert.True(alone.Distinct().Count() > 1);
        Assert.Equal(alone, Run(connector, isSpiking, precision, threads: 2));
        Assert.Equal(alone, Run(connector, isSpiking, precision, threads: 5));
    }

    /// <summary>Who works for a neuron may change while spikes are under way to it.</summary>
    [Theory]
    [InlineData("delays", 1, 3)]
    [InlineData("delays", 5, 2)]
    [InlineData("delays, one weight", 2, 1)]
    public void Saved_spikes_under_way_arrive_on_another_number_of_threads(string connector, int before, int after)
    {
        using var folder = new TemporaryFolder();
        using var first = Create(connector, isSpiking: true, Precision.Single, before);
        using var second = Create(connector, isSpiking: true, Precision.Single, after);
        first.Compile();
        second.Compile();
        Assert.Equal(Math.Min(before, 2), Math.Min(first.Populations[0].Shares.Members, 2));
        first.Simulate(9.0);
        first.Save(folder["state.npz"]);
        second.Load(folder["state.npz"]);
        first.Simulate(15.0);
        second.Simulate(15.0);
        Assert.Equal<double>(first.Populations[0]["v"].ToArray(), second.Populations[0]["v"].ToArray());
    }

    private static double[] Run(string connector, bool isSpiking, Precision precision, int threads)
    {
        using var net = Create(connector, isSpiking, precision, threads);
        net.Simulate(20.0);
        return net.Populations[0][isSpiking ? "v" : "r"];
    }

    private static Network Create(string connector, bool isSpiking, Precision precision, int threads)
    {
        var net = new Network(seed: 3, precision: precision, threads: threads);
        var population = net.Create(Size, isSpiking ? _spiking : _rate);
        population[isSpiking ? "drive" : "offset"] = new Uniform(0.2, 0.5);
        _connectors[connector](net.Connect(population, population, "exc"));
        return net;
    }
}
