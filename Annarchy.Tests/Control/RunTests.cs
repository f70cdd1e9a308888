namespace Annarchy.Tests.Control;

public class RunTests
{
    private static readonly Neuron Clock = new(equations: "r = t");

    [Fact]
    public void ReportsProgressToTheEnd()
    {
        using var net = new Network(dt: 0.5);
        net.Create(1, Clock);
        var log = new ProgressLog();
        net.Simulate(100.0, log);
        Assert.Equal((0.0, 100.0), (log.Reports[0].Simulated, log.Reports[0].Total));
        Assert.Null(log.Reports[0].Remaining);
        Assert.Equal((100.0, 1.0, TimeSpan.Zero), (log.Reports[^1].Simulated, log.Reports[^1].Fraction, log.Reports[^1].Remaining));
        Assert.Equal(100.0, net.Time);
    }

    [Fact]
    public void CancellationEndsARunBetweenSteps()
    {
        using var net = new Network();
        var pop = net.Create(1, Clock, stopCondition: "r > 1000.0");
        using var source = new CancellationTokenSource();
        net.Every(100.0, _ => source.Cancel(), offset: 5.0);
        Assert.Throws<OperationCanceledException>(() => net.Simulate(100.0, null, source.Token));
        Assert.Equal(6, net.CurrentStep);
        Assert.Throws<OperationCanceledException>(() => net.SimulateUntil(100.0, [pop], cancellationToken: source.Token));
        Assert.Equal(6, net.CurrentStep);
        net.Simulate(10.0);
        Assert.Equal(15.0, pop[0]["r"]);
    }

    [Fact]
    public async Task RunsInTheBackground()
    {
        using var net = new Network();
        var pop = net.Create(1, Clock);
        await net.SimulateAsync(50.0);
        Assert.Equal((50.0, 49.0), (net.Time, pop[0]["r"]));
        using var source = new CancellationTokenSource();
        net.Every(100.0, _ => source.Cancel(), offset: 5.0);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => net.SimulateAsync(100.0, null, source.Token));
        Assert.Equal(56.0, net.Time);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => net.SimulateAsync(double.NaN));
    }

    [Fact]
    public async Task OnlyOneRunsANetwork()
    {
        using var net = new Network();
        net.Create(1, Clock);
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        net.Every(
            1000.0,
            _ =>
            {
                begun.Set();
                goOn.Wait();
            });
        var run = net.SimulateAsync(10.0);
        begun.Wait();
        Assert.Throws<InvalidOperationException>(() => net.Simulate(1.0));
        Assert.Throws<InvalidOperationException>(net.Step);
        Assert.Throws<InvalidOperationException>(() => net.Reset());
        await Assert.ThrowsAsync<InvalidOperationException>(() => net.SimulateAsync(1.0));
        goOn.Set();
        await run;
        net.Step();
        Assert.Equal(11, net.CurrentStep);
    }

    [Fact]
    public void TimeCanBeSet()
    {
        using var net = new Network(dt: 0.1);
        var pop = net.Create(1, new Neuron(equations: "r = 2.0 * t"));
        var monitor = net.Monitor(pop, "r", period: 0.2);
        net.Time = 5.0;
        Assert.Equal(50, net.CurrentStep);
        net.Simulate(0.4);
        net.CurrentStep = 3;
        Assert.Equal(0.3, net.Time, 12);
        net.Simulate(0.2);
        double[] expected = [10.0, 10.4, 0.8];
        Assert.All(expected.Zip(monitor.Get("r").Series(0)), p => Assert.Equal(p.First, p.Second, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Time = -1.0);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.CurrentStep = -1);
    }

    [Fact]
    public void LearningIsSwitchedForAllOrSome()
    {
        using var net = new Network();
        var pop = net.Create(2, new Neuron(equations: "r = sum(exc)"));
        var one = net.Connect(pop, pop, "exc").AllToAll(weights: 1.0);
        var two = net.Connect(pop, pop, "exc").AllToAll(weights: 1.0);
        net.DisableLearning();
        Assert.Equal((false, false), (one.Update, two.Update));
        net.EnableLearning([two], period: 10.0);
        Assert.Equal((false, true), (one.Update, two.Update));
        net.EnableLearning();
        Assert.True(one.Update);
        using var other = new Network();
        Assert.Throws<ArgumentException>(() => other.DisableLearning([one]));
        Assert.True(one.Update);
    }

    private sealed class ProgressLog : IProgress<SimulationProgress>
    {
        public List<SimulationProgress> Reports { get; } = [];

        public void Report(SimulationProgress value) => Reports.Add(value);
    }
}
