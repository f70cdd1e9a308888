using Annarchy.Profiling;

namespace Annarchy.Tests;

public class NetworkProfileTests
{
    private const int Neurons = 40;

    [Fact]
    public void SpikesAndVisitsAreCountedExactly()
    {
        // Every neuron spikes every 5 steps and reaches all others.
        using var net = Clockwork(out var cells, out var links);
        net.ProfilingInterval = 1;
        net.Simulate(100.0);
        var profile = net.Profile();
        Assert.Equal(100, profile.Steps);
        Assert.Equal(100, profile.TimedSteps);
        Assert.Equal(100.0, profile.BiologicalTime);
        Assert.Equal(20 * Neurons, profile.Spikes);
        Assert.Equal(100.0 * Neurons, profile.NeuronUpdates);
        Assert.Equal(20.0 * Neurons * (Neurons - 1), profile.SynapticEvents, 6);
        Assert.Equal(profile.Spikes, profile.Objects.Single(o => o.Object == cells).Spikes);
        Assert.Equal(links.NbSynapses, profile.Objects.Single(o => o.Object == links).Size);
        Assert.Equal(links.MemoryFootprint, profile.Objects.Single(o => o.Object == links).BytesHeld);
    }

    [Fact]
    public void TimesOfSystemsAddUp()
    {
        using var net = Clockwork(out var cells, out _);
        net.ProfilingInterval = 1;
        net.Simulate(50.0);
        var profile = net.Profile();
        Assert.Equal(net.Pipeline.Systems.Select(s => s.Name), profile.Systems.Select(s => s.Name));
        Assert.All(profile.Systems, s => Assert.True(s.Seconds >= 0.0));
        Assert.Equal(profile.Seconds, profile.Systems.Sum(s => s.Seconds), 12);
        Assert.Equal(profile.Seconds, profile.Objects.Sum(o => o.Seconds), 12);
        var update = profile.Systems.Single(s => s.Name == "update of P");
        Assert.Equal((cells, Stage.NeuronUpdate), (update.Object, update.Stage));

        // v and g_exc are read and written in double precision; what spikes change is not counted.
        Assert.Equal(50.0 * Neurons * 32.0, update.BytesMoved);
    }

    [Fact]
    public void SomeStepsAreTimedUnlessAskedOtherwise()
    {
        using var net = Clockwork(out _, out _);
        net.Simulate(3200.0);

        // Gaps are uniform on 1 to 31: the mean of 200 has a standard deviation of 0.63; 5 of them are one alarm in a million.
        Assert.InRange(net.Profile().TimedSteps, (int)(3200 / 19.2), (int)(3200 / 12.8));
        Assert.Equal(3200, net.Profile().Steps);
        net.ResetProfile();
        Assert.Equal((0L, 0L, 0L), (net.Profile().Steps, net.Profile().TimedSteps, net.Profile().Spikes));
        net.ProfilingInterval = 0;
        net.Simulate(100.0);
        Assert.Equal(0, net.Profile().Steps);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.ProfilingInterval = -1);
    }

    [Fact]
    public void ResultsDoNotDependOnProfiling()
    {
        using var one = Clockwork(out var timed, out _);
        using var other = Clockwork(out var untimed, out _);
        (one.ProfilingInterval, other.ProfilingInterval) = (1, 0);
        one.Simulate(33.0);
        other.Simulate(33.0);
        Assert.Equal(untimed["v"].ToArray(), timed["v"].ToArray());
    }

    [Fact]
    public void TimingAllocatesNothing()
    {
        using var net = Clockwork(out _, out _);
        net.ProfilingInterval = 1;
        net.Simulate(10.0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            net.Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void SystemsOfUsersAreTimedForTheNetwork()
    {
        using var net = Clockwork(out _, out _);
        var pause = new Pause();
        net.Pipeline.Add(Stage.Input, pause);
        net.ProfilingInterval = 1;
        net.Simulate(4.0);
        var profile = net.Profile();
        var row = profile.Systems[0];
        Assert.Equal(("pause", Stage.Input, null), (row.Name, row.Stage, row.Object));
        Assert.True(row.Seconds >= 0.004);
        Assert.True(profile.Objects.Single(o => o.Object is null).Seconds >= row.Seconds);

        // What has left the pipeline has left the profile, and the others keep their times.
        net.Pipeline.Remove(pause);
        net.Simulate(4.0);
        Assert.DoesNotContain(net.Profile().Systems, s => s.Name == "pause");
        Assert.True(net.Profile().Systems.Single(s => s.Name == "update of P").Seconds >= profile.Systems.Single(s => s.Name == "update of P").Seconds);
    }

    [Fact]
    public void WeightedSumsAndLearningGoThroughAllSynapses()
    {
        using var net = new Network(dt: 1.0, seed: 1, precision: Precision.Single);
        var pop = net.Create(32, new LeakyIntegrator());
        net.Connect(pop, pop, "exc", new Oja()).AllToAll(weights: 0.01, allowSelfConnections: true);
        net.ProfilingInterval = 1;
        net.Simulate(10.0);
        var profile = net.Profile();
        Assert.Equal(2 * 10.0 * 32 * 32, profile.SynapticEvents);
        var sum = profile.Systems.Single(s => s.IsSynaptic && s.Stage == Stage.Transmission);
        Assert.Equal(10.0 * 32 * 32 * sizeof(float), sum.BytesMoved);
        Assert.All(profile.Objects, o => Assert.True(o.IsCacheResident));
    }

    [Fact]
    public void BitmapsMoveABitForEveryPair()
    {
        using var net = new Network(dt: 1.0, seed: 1);
        var cells = net.Create(1024, new Neuron(equations: "v += 1.0 + 0.0 * g_exc", spike: "v > 4.5", reset: "v = 0.0"));
        var links = net.Connect(cells, cells, "exc").FixedProbability(0.2, weights: 0.1, delays: 1.0).Store(StorageFormat.Bitmap);
        net.ProfilingInterval = 1;
        net.Simulate(10.0);
        var delivery = net.Profile().Systems.Single(s => s.Object == links);
        Assert.Equal(2.0 * links.NbSynapses, delivery.Visits, 6);
        Assert.Equal(2.0 * 1024 * 1024 / 8, delivery.BytesMoved, 6);
    }

    [Fact]
    public void TextIsATable()
    {
        using var net = Clockwork(out _, out _);
        net.Simulate(1000.0);
        var lines = net.Profile().ToString().Split('\n');
        Assert.StartsWith("1000 steps, 1 s biological in", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("update of P", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("proj0", StringComparison.Ordinal) && l.Contains("1560", StringComparison.Ordinal));
    }

    [Fact]
    public void NothingIsKnownBeforeTheFirstStep()
    {
        using var net = new Network();
        net.Create(3, new Neuron(equations: "r = 1.0"), name: "P");
        var profile = net.Profile();
        Assert.Equal((0L, 0.0, 0L), (profile.Steps, profile.Seconds, profile.Spikes));
        Assert.Empty(profile.Systems);
        Assert.Equal(["P", "network"], profile.Objects.Select(o => o.Name));
        Assert.Equal(double.NaN, profile.RealTimeFactor);
        Assert.StartsWith("0 steps", profile.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DataStayInTheNearestCacheThatHoldsThem()
    {
        var caches = new ProcessorCaches(32 << 10, 1 << 20, 32 << 20);
        Assert.Equal(CacheLevel.L1, caches.Holding(32 << 10));
        Assert.Equal(CacheLevel.L2, caches.Holding((32 << 10) + 1));
        Assert.Equal(CacheLevel.L3, caches.Holding(32 << 20));
        Assert.Equal(CacheLevel.Memory, caches.Holding((32 << 20) + 1));
        var present = ProcessorCaches.Present;
        Assert.True(present.L1 > 0 && present.L1 <= present.L2 && present.L2 <= present.L3);
    }

    private static Network Clockwork(out Population cells, out Projection links)
    {
        var net = new Network(dt: 1.0, seed: 1);
        cells = net.Create(Neurons, new Neuron(equations: "v += 1.0 + 0.0 * g_exc", spike: "v > 4.5", reset: "v = 0.0"), name: "P");
        links = net.Connect(cells, cells, "exc").AllToAll(weights: 0.1);
        net.Compile();
        return net;
    }

    private sealed class Pause : ISystem
    {
        public string Name => "pause";

        public void Update(in StepContext context) => Thread.Sleep(1);
    }
}
