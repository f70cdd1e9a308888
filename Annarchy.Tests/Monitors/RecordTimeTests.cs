namespace Annarchy.Tests.Monitors;

public class RecordTimeTests
{
    [Fact]
    public void EveryRecordHasItsTime()
    {
        using var net = new Network(dt: 0.5);
        var pop = net.Create(1, new Neuron(equations: "r = t"));
        var monitor = net.Monitor(pop, "r", period: 2.0, offset: 0.5);
        var limited = net.Monitor(pop, "r");
        limited.Limit = 3;
        net.Simulate(5.0);
        monitor.Pause();
        net.Simulate(5.0);
        monitor.Resume();
        net.Simulate(3.0);
        net.Time = 100.0;
        net.Simulate(4.0);
        net.Time = 2.0;
        net.Simulate(1.0);
        var recording = monitor.Get("r");
        Assert.Equal([0.5, 2.5, 4.5, 10.5, 12.5, 100.5, 102.5, 2.5], recording.Times);
        Assert.Equal(recording.Series(0), recording.Times);
        Assert.Equal([103.5, 2.0, 2.5], limited.Get("r").Times);
        Assert.Equal(
            [new RecordingWindow(0.0, 5.0), new RecordingWindow(10.0, 13.0), new RecordingWindow(100.0, 104.0), new RecordingWindow(2.0, 3.0)],
            monitor.Times("r"));
        net.Simulate(2.0);
        Assert.Equal([4.5], monitor.Get("r").Times);
    }

    [Fact]
    public void RecordsOfAnotherPeriodHaveNone()
    {
        using var net = new Network();
        var pop = net.Create(1, new Neuron(equations: "r = t"));
        var monitor = net.Monitor(pop, "r");
        net.Simulate(3.0);
        monitor.Pause();
        monitor.Start(period: 2.0);
        net.Simulate(4.0);
        Assert.Equal([3.0, 5.0], monitor.Get("r").Times.Skip(3));
    }
}
