namespace Annarchy.Tests;

public class MemoryFootprintTests
{
    [Fact]
    public void CountsWhatGrows()
    {
        using var net = new Network(seed: 1);
        var pop = net.Create(1000, new Neuron(equations: "dv/dt = 0.5 + g_exc", spike: "v > 1", reset: "v = 0"));
        var proj = net.Connect(pop, pop, "exc").FixedNumberPre(100, weights: new Uniform(0.0, 0.001), delays: new Uniform(1.0, 20.0));
        var monitor = net.Monitor(pop, "v", start: false);
        Assert.Equal(0, proj.MemoryFootprint);
        Assert.Equal(0, monitor.MemoryFootprint);
        net.Compile();

        // Per neuron v, g_exc, r and last_spike, 8 bytes each, and two lists of spikes; per synapse a weight, an index, a delay and less than a run.
        Assert.InRange(pop.MemoryFootprint, 1000 * (32 + 8), 1000 * (40 + 8) + 10_000);
        Assert.InRange(proj.MemoryFootprint, 100_000 * 14, (100_000 * 18) + 50_000);
        monitor.Start();
        net.Simulate(100.0);
        Assert.InRange(monitor.MemoryFootprint, 800_000, 1_400_000);
        Assert.InRange(net.MemoryFootprint - pop.MemoryFootprint - proj.MemoryFootprint - monitor.MemoryFootprint, 1, 1000);
        net.Dispose();
        Assert.Throws<ObjectDisposedException>(() => net.MemoryFootprint);
    }

    [Fact]
    public void TimesWhatRuns()
    {
        using var text = new StringWriter();
        var calls = 0;
        Assert.True(Timing.Timeit(() => calls++, text).Duration >= TimeSpan.Zero);
        Assert.Equal(1, calls);
        Assert.StartsWith("() => calls++ took ", text.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, Timing.Timeit(() => 3).Result);
    }

    /// <summary>Bytes per plain spiking synapse of a thousand neurons with a hundred synapses each, in single precision.</summary>
    [Theory]
    [InlineData(StorageFormat.Sparse, false, false, 2.0, 4.0)]
    [InlineData(StorageFormat.Sparse, true, false, 6.0, 8.0)]
    [InlineData(StorageFormat.Sparse, true, true, 10.0, 20.0)]
    [InlineData(StorageFormat.Automatic, false, false, 1.25, 2.0)]
    public void PlainSpikingSynapsesAreSmall(StorageFormat storage, bool hasOwnWeights, bool hasOwnDelays, double least, double most)
    {
        using var net = new Network(seed: 1, precision: Precision.Single);
        var population = net.Create(1000, new Izhikevich());
        Values delays = hasOwnDelays ? new Uniform(1.0, 10.0) : 1.0;
        var projection = net.Connect(population, population, "exc").FixedNumberPre(100, 0.1, delays, forceMultipleWeights: hasOwnWeights).Store(storage);
        net.Compile();
        Assert.InRange(projection.MemoryFootprint / (double)projection.NbSynapses, least, most);
    }
}
