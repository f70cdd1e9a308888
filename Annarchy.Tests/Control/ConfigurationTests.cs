namespace Annarchy.Tests.Control;

public class ConfigurationTests
{
    [Fact]
    public void ANetworkIsWhatItsConfigurationSays()
    {
        var configuration = new NetworkConfiguration
        {
            TimeStep = 0.25,
            Seed = 9,
            Precision = Precision.Single,
            Threads = 2,
            Method = NumericalMethod.RungeKutta4,
            Backend = KernelBackend.Interpreter,
            Storage = StorageFormat.Sparse,
            StructuralPlasticity = false,
        };
        using var net = new Network(configuration);
        Assert.Equal(configuration, net.Configuration);
        Assert.Equal((0.25, 9, Precision.Single), (net.TimeStep, net.Seed, net.Precision));
        using var plain = new Network(new NetworkConfiguration());
        Assert.Equal(new NetworkConfiguration { Seed = plain.Seed }, plain.Configuration);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Network(configuration with { TimeStep = 0.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Network(configuration with { Storage = (StorageFormat)9 }));
        Assert.Throws<ArgumentNullException>(() => new Network((NetworkConfiguration)null!));
    }

    [Theory]
    [InlineData(StorageFormat.Automatic, "Dense")]
    [InlineData(StorageFormat.Sparse, "Sparse")]
    public void StorageIsTheDefaultOfConnectors(StorageFormat storage, string expected)
    {
        using var net = new Network(new NetworkConfiguration { Storage = storage });
        var pop = net.Create(4, new Neuron(equations: "r = sum(exc)"));
        var proj = net.Connect(pop, pop, "exc").AllToAll(weights: 1.0, allowSelfConnections: true, forceMultipleWeights: true);
        net.Compile();
        Assert.StartsWith(expected, proj.Connectivity.GetType().Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StructuralPlasticityCanBeRuledOut(bool allowed)
    {
        using var net = new Network(new NetworkConfiguration { StructuralPlasticity = allowed, Storage = StorageFormat.Sparse });
        var pop = net.Create(4, new Neuron(equations: "r = sum(exc)"));
        var proj = net.Connect(pop, pop, "exc", new Synapse(parameters: "p = 1.0", pruning: "w < 0.0")).OneToOne(weights: 1.0);
        net.Compile();
        if (allowed)
        {
            proj.StartPruning();
            proj.Dendrite(1).PruneSynapse(1);
            Assert.Equal(3, proj.NbSynapses);
            return;
        }

        foreach (var refused in new Action[] { () => proj.StartPruning(), () => proj.Dendrite(1).PruneSynapse(1), () => proj.Dendrite(1).CreateSynapse(2, 1.0) })
            Assert.Contains("configured without structural plasticity", Assert.Throws<InvalidOperationException>(refused).Message, StringComparison.Ordinal);
        Assert.Equal(4, proj.NbSynapses);
    }
}
