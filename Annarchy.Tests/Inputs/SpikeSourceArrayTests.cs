namespace Annarchy.Tests;

public class SpikeSourceArrayTests
{
    [Fact]
    public void SpikesAtTheNearestStep()
    {
        using var net = new Network(dt: 0.5);
        var source = net.Create(new SpikeSourceArray([[1.0, 1.1, 2.2, 7.0], [], [0.0, 2.3]]));
        var monitor = net.Monitor(source, "spike");
        net.Simulate(5.0);
        var spikes = monitor.Spikes();
        Assert.Equal([2L, 4L], spikes[0]);
        Assert.Equal([0L, 5L], spikes[2]);
        Assert.False(spikes.ContainsKey(1));
        Assert.Equal([[1.0, 2.0, 7.0], [], [0.0, 2.5]], source.SpikeTimes);
    }

    [Fact]
    public void ResetMakesTimesRelativeToNow()
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([1.0, 3.0]));
        var monitor = net.Monitor(source, "spike");
        net.Simulate(5.0);
        source.Reset();
        net.Simulate(5.0);
        Assert.Equal([1L, 3L, 6L, 8L], monitor.Spikes()[0]);
        net.Reset();
        net.Simulate(5.0);
        Assert.Equal([1L, 3L], monitor.Spikes()[0]);
    }

    [Fact]
    public void TimesCanBeReplaced()
    {
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([[1.0, 3.0, 9.0], [4.0]]));
        var monitor = net.Monitor(source, "spike");
        net.Simulate(4.0);
        source.SpikeTimes = [[6.0], [4.0, 5.0]];
        net.Simulate(8.0);
        var spikes = monitor.Spikes();
        Assert.Equal([1L, 3L, 6L], spikes[0]);
        Assert.Equal([4L, 5L], spikes[1]);
        var error = Assert.Throws<ArgumentException>(() => source.SpikeTimes = [[11.0], []]);
        Assert.StartsWith("Spike 0 of source 0, at 11 ms, is before the present time, 12 ms.", error.Message, StringComparison.Ordinal);
        Assert.Equal([[6.0], [4.0, 5.0]], source.SpikeTimes);
    }

    [Fact]
    public void ManySpikesAreSmallAndCheap()
    {
        using var net = new Network(dt: 0.1, seed: 1);
        var times = Enumerable.Range(0, 2000).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, 100).Select(k => (k * 7.3) + (i * 0.01))]).ToArray();
        var source = net.Create(new SpikeSourceArray(times));
        var monitor = net.Monitor(source, "spike");
        net.Simulate(750.0);
        var spikes = monitor.Spikes();
        Assert.Equal(2000, spikes.Count);
        Assert.All(spikes, s => Assert.Equal(times[s.Key].Select(t => (long)Math.Round(t / 0.1)), s.Value));
    }

    [Fact]
    public void BadInputIsNamed()
    {
        Assert.StartsWith("A spike source needs at least one neuron.", Message(() => new SpikeSourceArray((IReadOnlyList<IReadOnlyList<double>>)[])), StringComparison.Ordinal);
        Assert.StartsWith("Spike 0 of source 1, at -1 ms, is negative.", Message(() => new SpikeSourceArray([[1.0], [-1.0]])), StringComparison.Ordinal);
        Assert.StartsWith("Spike 0 of source 0, at NaN ms, is not a finite number of ms.", Message(() => new SpikeSourceArray([double.NaN])), StringComparison.Ordinal);
        Assert.StartsWith("Spike 1 of source 0, at 1 ms, is before its predecessor, 2 ms; sort the times.", Message(() => new SpikeSourceArray([2.0, 1.0])), StringComparison.Ordinal);
        using var net = new Network();
        var source = net.Create(new SpikeSourceArray([[1.0], [2.0]]));
        Assert.StartsWith("'pop0' has 2 neurons; spike times for 1 were given.", Message(() => source.SpikeTimes = [[1.0]]), StringComparison.Ordinal);
        Assert.Equal([[1.0], [2.0]], source.SpikeTimes);
    }

    private static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
