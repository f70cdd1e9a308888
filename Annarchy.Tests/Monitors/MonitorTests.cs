namespace Annarchy.Tests;

public class MonitorTests
{
    [Fact]
    public void RecordsWithPeriodAndOffset()
    {
        using var net = new Network(dt: 0.5);
        var pop = net.Create(2, new Neuron(equations: "r = t"));
        var every = net.Monitor(pop, "r");
        var slow = net.Monitor(pop, "r", period: 5.0);
        var late = net.Monitor(pop, "r", period: 5.0, offset: 2.0);
        net.Simulate(20.0);
        Assert.Equal(40, every.Get("r").Records);
        Assert.Equal([0.0, 5.0, 10.0, 15.0], slow.Get("r").Series(1));
        Assert.Equal([2.0, 7.0, 12.0, 17.0], late.Get("r").Series(0));
    }

    [Fact]
    public void StartsPausesResumesAndStops()
    {
        using var net = new Network();
        var pop = net.Create(1, new Neuron(equations: "r = t"));
        var later = net.Monitor(pop, "r", start: false);
        var paused = net.Monitor(pop, "r");
        net.Simulate(2.0);
        Assert.False(later.IsRecording);
        later.Start();
        paused.Pause();
        net.Simulate(2.0);
        paused.Resume();
        net.Simulate(2.0);
        Assert.Equal([2.0, 3.0, 4.0, 5.0], later.Get("r", keep: true).Series(0));
        Assert.Equal([0.0, 1.0, 4.0, 5.0], paused.Get("r").Series(0));
        Assert.Equal([new RecordingWindow(0.0, 2.0), new RecordingWindow(4.0, 6.0)], paused.Times("r"));
        Assert.Equal(0, paused.Get("r").Records);
        Assert.Equal(4, later.Get("r", keep: true).Records);
        later.Stop();
        net.Simulate(1.0);
        Assert.Equal(0, later.Get("r").Records);
        later.Start(period: 2.0);
        net.Simulate(4.0);
        Assert.Equal([7.0, 9.0], later.Get("r").Series(0));
    }

    [Fact]
    public void MonitorsMayComeLate()
    {
        using var net = new Network();
        var pop = net.Create(1, new Neuron(equations: "r = t"));
        net.Simulate(3.0);
        var monitor = net.Monitor(pop, "r", period: 2.0);
        net.Simulate(5.0);
        Assert.Equal([3.0, 5.0, 7.0], monitor.Get("r").Series(0));
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void RecordsAllKindsOfVariables(Precision precision)
    {
        using var net = new Network(precision: precision);
        var pop = net.Create((2, 3), new Neuron(equations: "g = t : population\nn += 2 : int\nb = n > 3 : bool\nr = t"));
        var whole = net.Monitor(pop, ["g", "n", "b", "r"]);
        var part = net.Monitor(pop.View(5, 1), ["g", "n"]);
        pop.View(1)["n"] = 10.0;
        net.Simulate(3.0);
        Assert.Equal([0.0, 1.0, 2.0], whole.Get("g").Series(0));
        Assert.Equal(1, part.Get("g").Width);
        Assert.Equal([12.0, 14.0, 16.0], part.Get("n").Series(0));
        Assert.Equal([2.0, 4.0, 6.0], whole.Get("n").Series(0));
        Assert.Equal([0.0, 1.0, 1.0], whole.Get("b").Series(5));
        var r = whole.Get("r");
        Assert.Equal([2, 3], r.RecordShape);
        Assert.Equal([2, 3], r.Frame(2).Shape);
    }

    [Fact]
    public void RecordsSpikesOfSomeNeurons()
    {
        using var net = new Network();
        var pop = net.Create(3, new Neuron(parameters: "I = 1.0", equations: "v += I", spike: "v > 3.5", reset: "v = 0.0"));
        pop["I"] = [1.0, 2.0, 0.0];
        var all = net.Monitor(pop, "spike");
        var some = net.Monitor(pop.View(0, 2), ["spike"], period: 100.0);
        net.Simulate(8.0);
        var spikes = all.Spikes();
        Assert.Equal([0, 1], spikes.Keys);
        Assert.Equal([3L, 7L], spikes[0]);
        Assert.Equal([1L, 3L, 5L, 7L], spikes[1]);
        Assert.Equal([3L, 7L], Assert.Single(some.Spikes()).Value);
        Assert.Empty(all.Spikes());
    }

    [Fact]
    public void LongRecordingsSpanChunks()
    {
        using var net = new Network();
        var pop = net.Create(1000, new Neuron(parameters: "i = 0.0", equations: "r = t*1000 + i"));
        pop["i"] = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        var monitor = net.Monitor(pop, "r");
        net.Simulate(100.0);
        double[,] r = monitor.Get("r");
        for (var t = 0; t < 100; t++)
        {
            for (var i = 0; i < 1000; i++)
                Assert.Equal((t * 1000.0) + i, r[t, i]);
        }
    }

    [Fact]
    public void BadRequestsAreNamed()
    {
        using var net = new Network();
        var pop = net.Create(2, new Neuron(parameters: "tau = 1.0", equations: "rate = tau\nr = rate"));
        Assert.StartsWith("Population 'pop0' has no variable 'rat'. Did you mean 'rate'?", Assert.Throws<ArgumentException>(() => net.Monitor(pop, "rat")).Message, StringComparison.Ordinal);
        Assert.StartsWith("'tau' of 'pop0' is a parameter", Assert.Throws<ArgumentException>(() => net.Monitor(pop, "tau")).Message, StringComparison.Ordinal);
        Assert.StartsWith("The neurons of 'pop0' emit no spikes", Assert.Throws<ArgumentException>(() => net.Monitor(pop, "spike")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Monitor(pop, "r", period: -1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Monitor(pop, "r", period: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Monitor(pop, "r", period: 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Monitor(pop, "r", period: 2.0, offset: 2.0));
        Assert.Empty(net.Monitors);
        var monitor = net.Monitor(pop, "rate");
        Assert.StartsWith("Monitor 'monitor0' does not record 'r'.", Assert.Throws<ArgumentException>(() => monitor.Get("r")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => monitor.Spikes());
        net.Dispose();
        Assert.Throws<ObjectDisposedException>(() => monitor.Get("rate"));
    }

    [Fact]
    public void RecordsSumsAndConductancesAsNeuronsSawThem()
    {
        using var net = new Network();
        var inputs = net.Create(new InputArray(2));
        inputs["r"] = [1.0, 2.0];
        var rate = net.Create(2, new Neuron(equations: "r = sum(exc)"));
        net.Connect(inputs, rate, "exc").OneToOne(weights: 3.0);
        var source = net.Create(new SpikeSourceArray([1.0, 3.0]));
        var spiking = net.Create(1, new Neuron(equations: "v += g_exc", spike: "v > 1000.0", reset: "v = 0.0"));
        net.Connect(source, spiking, "exc").AllToAll(weights: 5.0);
        var sums = net.Monitor(rate, "sum(exc)");
        var conductances = net.Monitor(spiking, ["g_exc", "sum(exc)"]);
        net.Simulate(5.0);
        Assert.Equal([3.0, 3.0, 3.0, 3.0, 3.0], sums.Get("sum(exc)").Series(0));
        Assert.Equal([0.0, 0.0, 5.0, 0.0, 5.0], conductances.Get("g_exc").Series(0));
        Assert.Equal([0.0, 0.0, 5.0, 0.0, 5.0], conductances.Get("sum(exc)").Series(0));
        Assert.Equal([0.0], spiking["g_exc"].ToArray());
        Assert.Equal([3.0, 6.0], rate.Sum("exc").ToArray());
    }

    [Fact]
    public void RecordsSynapses()
    {
        using var net = new Network(seed: 1);
        var inputs = net.Create(new InputArray(4));
        var pop = net.Create(3, new Neuron(equations: "r = sum(exc)"));
        var projection = net.Connect(inputs, pop, "exc").AllToAll(weights: new Uniform(0.0, 1.0));
        var whole = net.Monitor(projection, "w", period: 2.0);
        net.Compile();
        var one = net.Monitor(projection.Dendrite(1), "w");
        net.Step();
        projection.Dendrite(1)["w"] = [1.0, 2.0, 3.0, 4.0];
        net.Simulate(2.0);
        var w = one.Get("w");
        Assert.Equal(3, w.Records);
        Assert.Equal([1.0, 2.0, 3.0, 4.0], w.Row(2));
        var rows = whole.GetJagged("w");
        Assert.Equal(2, rows.Length);
        Assert.Equal([1.0, 2.0, 3.0, 4.0], rows[1][4..8]);
        Assert.Equal(w.Row(0), rows[0][4..8]);
        Assert.StartsWith("The synapses of projection", Assert.Throws<ArgumentException>(() => net.Monitor(projection, "W2")).Message, StringComparison.Ordinal);
    }
}
