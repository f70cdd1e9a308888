namespace Annarchy.Tests;

public class TimedArrayTests
{
    private static readonly double[,] Patterns = { { 1, 2 }, { 3, 4 }, { 5, 6 } };

    [Fact]
    public void ShowsAPatternEveryStepAndKeepsTheLast()
    {
        Assert.Equal([1, 3, 5, 5, 5], Run(new TimedArray(Patterns), 5));
        Assert.Equal([1, 1, 3, 3, 5, 5, 5, 5], Run(new TimedArray(Patterns, schedule: 2.0), 8));
    }

    [Fact]
    public void WaitsForTheFirstTimeAndIgnoresPatternsWithoutOne()
    {
        Assert.Equal([0, 0, 1, 3, 3, 3, 3], Run(new TimedArray(Patterns, schedule: [2.0, 3.0]), 7));
    }

    [Fact]
    public void BeginsAgainAfterThePeriod()
    {
        Assert.Equal([1, 1, 3, 3, 5, 5, 5, 1, 1, 3], Run(new TimedArray(Patterns, schedule: 2.0, period: 7.0), 10));
        Assert.Equal([1, 1, 3, 1, 1, 3, 1], Run(new TimedArray(Patterns, schedule: 2.0, period: 3.0), 7));
        Assert.Equal([0, 1, 3, 3, 1, 3, 3], Run(new TimedArray(Patterns, schedule: [1.0, 2.0], period: 3.0), 7));
    }

    [Fact]
    public void TimesAreRoundedToSteps()
    {
        using var net = new Network(dt: 0.1);
        var inputs = net.Create(new TimedArray(Patterns, schedule: [0.0, 0.3, 0.7]));
        var monitor = net.Monitor(inputs, "r");
        net.Simulate(0.9);
        Assert.Equal([1, 1, 1, 3, 3, 3, 3, 5, 5], monitor.Get("r").Series(0));
    }

    [Fact]
    public void ResetBeginsAgainNow()
    {
        using var net = new Network();
        var inputs = net.Create(new TimedArray(Patterns, schedule: 2.0));
        var monitor = net.Monitor(inputs, "r");
        net.Simulate(3.0);
        inputs.Reset();
        Assert.Equal([0.0, 0.0], inputs["r"].ToArray());
        net.Simulate(3.0);
        Assert.Equal([1, 1, 3, 1, 1, 3], monitor.Get("r").Series(0));
    }

    [Fact]
    public void UpdateReplacesThePatterns()
    {
        using var net = new Network();
        var inputs = net.Create(new TimedArray(Patterns, schedule: 2.0));
        var monitor = net.Monitor(inputs, "r");
        net.Simulate(3.0);
        inputs.Update(new double[,] { { 10, 0 }, { 30, 0 }, { 50, 0 } }, reset: false);
        Assert.Equal(30.0, inputs[0]["r"]);
        net.Simulate(3.0);
        inputs.Update(new double[,] { { 7, 0 }, { 8, 0 } }, schedule: 1.0);
        net.Simulate(3.0);
        Assert.Equal([1, 1, 3, 30, 50, 50, 7, 8, 8], monitor.Get("r").Series(0));
    }

    [Fact]
    public void PatternsHaveAnyGeometry()
    {
        using var net = new Network(precision: Precision.Single);
        var inputs = net.Create(new TimedArray(new double[,,] { { { 1, 2, 3 }, { 4, 5, 6 } } }));
        Assert.Equal(new Geometry(2, 3), inputs.Geometry);
        net.Step();
        Assert.Equal(6.0, inputs.NeuronAt(1, 2)["r"]);
        var flat = net.GetPopulation(inputs.Name);
        Assert.Same(inputs, flat);
        Assert.Equal(2, new TimedArray((1, 2), [[1, 2], [3, 4]]).Rates.Count);
    }

    [Fact]
    public void BadInputIsNamed()
    {
        Assert.StartsWith("Rates need at least two dimensions", Message(() => new TimedArray(new[] { 1.0, 2.0 })), StringComparison.Ordinal);
        Assert.StartsWith("A timed input needs at least one pattern.", Message(() => new TimedArray(3, [])), StringComparison.Ordinal);
        Assert.StartsWith("Pattern 1 has 2 values; the geometry (3) has 3 neurons.", Message(() => new TimedArray(3, [[1, 2, 3], [1, 2]])), StringComparison.Ordinal);
        Assert.StartsWith("Pattern 0 contains NaN.", Message(() => new TimedArray(1, [[double.NaN]])), StringComparison.Ordinal);
        Assert.StartsWith("There are 4 scheduled times but 3 patterns.", Message(() => new TimedArray(Patterns, [0.0, 1.0, 2.0, 3.0])), StringComparison.Ordinal);
        Assert.StartsWith("Time 1 of the schedule, 1 ms, is not after the one before it, 2 ms.", Message(() => new TimedArray(Patterns, [2.0, 1.0])), StringComparison.Ordinal);
        Assert.StartsWith("Time 0 of the schedule is -1", Message(() => new TimedArray(Patterns, [-1.0])), StringComparison.Ordinal);
        Assert.StartsWith("The interval of a schedule", Message(() => new TimedArray(Patterns, double.NaN)), StringComparison.Ordinal);
        Assert.StartsWith("The period is a positive number", Message(() => new TimedArray(Patterns, period: double.NaN)), StringComparison.Ordinal);
        using var net = new Network();
        var inputs = net.Create(new TimedArray(Patterns));
        Assert.StartsWith("The rates of 'pop0' come from its patterns", Assert.Throws<InvalidOperationException>(() => inputs["r"] = 1.0).Message, StringComparison.Ordinal);
        Assert.StartsWith("Pattern 0 has 3 values", Assert.Throws<ArgumentException>(() => inputs.Update(new double[1, 3])).Message, StringComparison.Ordinal);
        net.Simulate(3.0);
        Assert.Equal(5.0, inputs[0]["r"]);
    }

    private static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static double[] Run(TimedArray inputs, int steps)
    {
        using var net = new Network();
        net.Create(inputs);
        var monitor = net.Monitor(inputs, "r");
        net.Simulate(steps);
        return monitor.Get("r").Series(0);
    }
}
