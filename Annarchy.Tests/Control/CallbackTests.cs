namespace Annarchy.Tests.Control;

public class CallbackTests
{
    [Fact]
    public void CallsAtRegularTimesBeforeTheStep()
    {
        using var net = new Network(dt: 0.5);
        var pop = net.Create(1, new Neuron(parameters: "I = -1.0", equations: "r = I"));
        var monitor = net.Monitor(pop, "r");
        List<(double, long)> calls = [];
        var callback = net.Every(
            100.0,
            n =>
            {
                pop["I"] = (double)n;
                calls.Add((net.Time, n));
            },
            offset: -10.0);
        Assert.Equal((100.0, 90.0, 0.0), (callback.Period, callback.Offset, callback.Wait));
        net.Simulate(300.0);
        Assert.Equal([(90.0, 0), (190.0, 1), (290.0, 2)], calls);
        var r = monitor.Get("r").Series(0);
        Assert.Equal((-1.0, 0.0, 0.0, 1.0), (r[179], r[180], r[379], r[380]));
    }

    [Fact]
    public void CountsFromTheStartOfEachRunAndAcrossSingleSteps()
    {
        using var net = new Network();
        var pop = net.Create(1, new Neuron(equations: "r = t"), stopCondition: "r > 24.5");
        List<(long, long)> calls = [];
        net.Every(4.0, n => calls.Add((net.CurrentStep, n)), offset: 1.0, wait: 2.0);
        net.Simulate(8.0);
        Assert.Equal([(3, 0), (7, 1)], calls);
        net.Simulate(4.0);
        Assert.Equal((11, 0), calls[^1]);
        for (var i = 0; i < 5; i++)
            net.Step();
        Assert.Equal([(11, 0), (15, 1)], calls[2..]);
        net.SimulateUntil(100.0, pop);
        Assert.Equal(26, net.CurrentStep);
        Assert.Equal([(20, 0), (24, 1)], calls[4..]);
    }

    [Fact]
    public void SingleStepsCountFromTheDeclaration()
    {
        using var net = new Network();
        net.Create(1, new Neuron(equations: "r = t"));
        net.Step();
        List<(long, long)> calls = [];
        net.Every(2.0, n => calls.Add((net.CurrentStep, n)));
        for (var i = 0; i < 5; i++)
            net.Step();
        Assert.Equal([(1, 0), (3, 1), (5, 2)], calls);
        net.Reset();
        net.Step();
        Assert.Equal((0, 0), calls[^1]);
    }

    [Fact]
    public void RunsInOrderOfDeclarationAndCanBeSwitched()
    {
        using var net = new Network();
        net.Create(1, new Neuron(equations: "r = t"));
        List<string> calls = [];
        var first = net.Every(2.0, n => calls.Add($"a{n}"));
        net.Every(1.0, n => calls.Add($"b{n}"), name: "second");
        net.Simulate(3.0);
        Assert.Equal(["a0", "b0", "b1", "a1", "b2"], calls);
        calls.Clear();
        first.IsEnabled = false;
        net.Simulate(1.0);
        Assert.Equal(["b0"], calls);
        net.DisableCallbacks();
        Assert.False(net.CallbacksEnabled);
        net.Simulate(5.0);
        Assert.Single(calls);
        net.EnableCallbacks();
        Assert.Equal(["callback0", "second"], net.Callbacks.Select(c => c.Name));
        Assert.True(net.RemoveCallback(first));
        net.ClearCallbacks();
        net.Simulate(5.0);
        Assert.Single(calls);
        Assert.Empty(net.Callbacks);
    }

    [Fact]
    public void AnExceptionSurfacesAfterTheStep()
    {
        using var net = new Network();
        var pop = net.Create(1, new Neuron(equations: "r = t"));
        var monitor = net.Monitor(pop, "r");
        net.Every(3.0, Fail, offset: 2.0);
        var exception = Assert.Throws<CallbackException>(() => net.Simulate(10.0));
        Assert.Equal(("Fail", 0L, 2.0), (exception.Callback, exception.Number, exception.Time));
        Assert.Equal("Callback 'Fail' threw at 2 ms (call 0): no input", exception.Message);
        Assert.IsType<InvalidDataException>(exception.InnerException);
        Assert.Equal(3, net.CurrentStep);
        Assert.Equal([0.0, 1.0, 2.0], monitor.Get("r", keep: true).Series(0));
        net.Every(3.0, n => throw new InvalidDataException("nor this"), offset: 2.0, name: "other");
        var both = Assert.Throws<AggregateException>(() => net.Simulate(10.0));
        Assert.Equal(["Fail", "other"], both.InnerExceptions.Select(e => ((CallbackException)e).Callback));
        net.DisableCallbacks();
        net.Simulate(4.0);
        Assert.Equal(10, monitor.Get("r").Records);

        static void Fail(long n) => throw new InvalidDataException("no input");
    }

    [Fact]
    public void CannotRunTheNetworkThatCalls()
    {
        using var net = new Network();
        net.Create(1, new Neuron(equations: "r = t"));
        var what = 0;
        net.Every(
            1.0,
            _ =>
            {
                if (what == 0)
                    net.Simulate(1.0);
                else if (what == 1)
                    net.Step();
                else
                    net.Reset();
            });
        for (; what < 3; what++)
            Assert.IsType<InvalidOperationException>(Assert.Throws<CallbackException>(() => net.Simulate(1.0)).InnerException);
        Assert.Equal(3, net.CurrentStep);
    }

    [Fact]
    public void MayMoveTheTime()
    {
        using var net = new Network();
        var pop = net.Create(1, new Neuron(equations: "r = t"));
        var monitor = net.Monitor(pop, "r");
        net.Every(2.0, n => net.CurrentStep = n == 1 ? 10 : net.CurrentStep);
        net.Simulate(5.0);
        Assert.Equal([0.0, 1.0, 10.0, 11.0, 12.0], monitor.Get("r").Series(0));
        Assert.Equal(13.0, net.Time);
    }

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(double.NaN, 0.0, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0, 0.0)]
    [InlineData(-1.0, 0.0, 0.0)]
    [InlineData(10.0, 10.0, 0.0)]
    [InlineData(10.0, -11.0, 0.0)]
    [InlineData(10.0, double.NaN, 0.0)]
    [InlineData(10.0, 0.0, -1.0)]
    public void BadTimesAreRefused(double period, double offset, double wait)
    {
        using var net = new Network();
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Every(period, _ => { }, offset, wait));
        Assert.Empty(net.Callbacks);
    }

    [Fact]
    public void MarkedMethodsOfANetworkClassAreCalled()
    {
        using var net = new Marked();
        Assert.Equal(["Slow", "Fast"], net.Callbacks.Select(c => c.Name));
        net.Simulate(10.0);
        Assert.Equal(["slow 0 at 3", "fast 0 at 4", "slow 1 at 8", "fast 1 at 9"], net.Calls);
    }

    [Fact]
    public void MarkedMethodsMustTakeTheNumber()
    {
        using var net = new Network();
        Assert.Contains("'Wrong'", Assert.Throws<ArgumentException>(() => net.AddCallbacks(new Unfit())).Message, StringComparison.Ordinal);
        Assert.Empty(net.Callbacks);
    }

    private sealed class Marked : Network
    {
        public Marked()
        {
            Create(1, new Neuron(equations: "r = t"));
            AddCallbacks(this);
        }

        public List<string> Calls { get; } = [];

        [Every(period: 5.0, offset: -2.0)]
        public void Slow(long n) => Calls.Add($"slow {n} at {CurrentStep}");

        [Every(period: 5.0, wait: 4.0)]
        private void Fast(int n) => Calls.Add($"fast {n} at {CurrentStep}");
    }

    private sealed class Unfit
    {
        [Every(period: 5.0)]
        public static int Wrong(long n) => (int)n;
    }
}
