namespace Annarchy.Tests;

public class SimulationTests
{
    [Theory]
    [InlineData(KernelBackend.Interpreter, Precision.Double, 1e-12)]
    [InlineData(KernelBackend.Emitted, Precision.Double, 1e-12)]
    [InlineData(KernelBackend.Interpreter, Precision.Single, 1e-5)]
    [InlineData(KernelBackend.Emitted, Precision.Single, 1e-5)]
    public void RelaxesToItsInput(KernelBackend backend, Precision precision, double tolerance)
    {
        using var net = new Network(backend: backend, precision: precision);
        var pop = net.Create(3, new Neuron(parameters: "tau = 10.0 : population\nB = 1.0", equations: "tau*dr/dt + r = B : init=0.2"));
        pop["B"] = [1.0, 2.0, -1.0];
        net.Simulate(7.0);
        double[] b = [1.0, 2.0, -1.0];
        for (var i = 0; i < 3; i++)
            Assert.Equal(b[i] + ((0.2 - b[i]) * Math.Pow(0.9, 7)), pop[i]["r"], tolerance);
        Assert.Equal(7.0, net.Time);
        Assert.Equal(7, net.CurrentStep);
    }

    [Fact]
    public void TimeIsThatOfTheStartOfTheStep()
    {
        using var net = new Network(dt: 0.5);
        var pop = net.Create(2, new Neuron(equations: "r = t"));
        net.Step();
        Assert.Equal(0.0, pop[0]["r"]);
        net.Simulate(2.0);
        Assert.Equal(2.0, pop[1]["r"]);
        Assert.Equal(2.5, net.Time);
    }

    [Theory]
    [InlineData(1.0, 10)]
    [InlineData(0.95, 10)]
    [InlineData(1.1, 11)]
    [InlineData(0.0, 0)]
    [InlineData(0.30000000000000004, 3)]
    public void DurationsAreRoundedUpToSteps(double duration, long steps)
    {
        using var net = new Network(dt: 0.1);
        net.Simulate(duration);
        Assert.Equal(steps, net.CurrentStep);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void DurationsAreFinite(double duration)
    {
        using var net = new Network();
        Assert.StartsWith("A duration is a finite number", Assert.Throws<ArgumentOutOfRangeException>(() => net.Simulate(duration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CompiledNetworksDoNotGrow()
    {
        using var net = new Network();
        var pop = net.Create(new InputArray(2));
        net.Compile();
        net.Compile();
        Assert.Contains("is compiled", Assert.Throws<InvalidOperationException>(() => net.Create(new InputArray(2))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => net.Connect(pop, pop, "exc"));
        Assert.Throws<InvalidOperationException>(() => net.Constant("c", 1.0));
        Assert.Throws<InvalidOperationException>(() => net.AddFunction("f(x) = x"));
    }

    [Fact]
    public void ResetGoesBackToTheStateAtCompilation()
    {
        using var net = new Network(seed: 3);
        var pop = net.Create(40, new Neuron(parameters: "B = Uniform(0.0, 1.0)", equations: "10.0*dr/dt + r = B + 0.1*Normal(0.0, 1.0) : init=0.2"));
        var monitor = net.Monitor(pop, "r");
        double[] b = pop["B"];
        net.Simulate(5.0);
        double[,] first = monitor.Get("r");
        pop["B"] = 7.0;
        net.Simulate(5.0);
        net.Reset();
        Assert.Equal(0, net.CurrentStep);
        Assert.Equal(b, pop["B"].ToArray());
        Assert.Equal(0.2, pop[0]["r"]);
        net.Simulate(5.0);
        Assert.Equal(first, monitor.Get("r").ToArray());
        net.Reset(reseed: false);
        net.Simulate(5.0);
        Assert.NotEqual(first, monitor.Get("r").ToArray());
    }

    [Fact]
    public void OneSeedGivesTheSameBits()
    {
        Assert.Equal(Run(42), Run(42));
        Assert.NotEqual(Run(42), Run(43));

        static double[] Run(long seed)
        {
            using var net = new Network(seed: seed);
            var pop = net.Create(100, new Neuron(equations: "dv/dt = Normal(0.0, 1.0) : init=Uniform(0.0, 1.0)\nr = v + Uniform(-1.0, 1.0)"));
            net.Simulate(20.0);
            return pop["r"];
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void ThreadsDoNotChangeTheBits(int threads)
    {
        var expected = Run(1);
        var actual = Run(threads);
        Assert.Equal(expected.V, actual.V);
        Assert.Equal(expected.Spikes, actual.Spikes);
        Assert.NotEmpty(expected.Spikes);

        static (double[] V, KeyValuePair<int, long[]>[] Spikes) Run(int threads)
        {
            using var net = new Network(seed: 1, threads: threads);
            var pop = net.Create(
                20_000,
                new Neuron(parameters: "I = Uniform(0.5, 3.0)", equations: "10.0*dv/dt + v = I + Normal(0.0, 0.3)", spike: "v > 1.0", reset: "v = 0.0", refractory: 2.0));
            var monitor = net.Monitor(pop, "spike");
            net.Simulate(20.0);
            return (pop["v"], [.. monitor.Spikes()]);
        }
    }

    [Fact]
    public void StepsAllocateNothing()
    {
        using var net = new Network(seed: 1);
        var pop = net.Create(100, new Neuron(parameters: "I = 1.5", equations: "10.0*dv/dt + v = I + Normal(0.0, 0.3) - 0.1*mean(v)", spike: "v > 1.0", reset: "v = 0.0"));
        net.Create(new TimedArray(new double[3, 4], schedule: 2.0, period: 9.0));
        pop.ComputeFiringRate(10.0);
        net.Monitor(pop, ["v", "spike"]);
        net.Monitor(pop.View(1, 5), ["v", "spike"], period: 5.0);
        var poisson = net.Create(new PoissonPopulation(50, rates: 100.0));
        var source = net.Create(new SpikeSourceArray([[1.0, 700.0], [300.0]]));
        var rate = net.Create(20, new Neuron(equations: "r = sum(exc) + 0.1*sum()"));
        var receiver = net.Create(30, new Neuron(equations: "10.0*dv/dt = -v + g_exc\n5.0*dg_exc/dt = -g_exc", spike: "v > 0.05", reset: "v = 0.0", refractory: 2.0));
        net.Connect(pop, receiver, "exc").FixedProbability(0.3, weights: 0.1, delays: new Uniform(1.0, 5.0));
        net.Connect(poisson, receiver, "exc").AllToAll(weights: 0.1, delays: 3.0);
        net.Connect(source, receiver, "exc").AllToAll(weights: new Uniform(0.0, 1.0));
        net.Connect(rate, rate, "exc").AllToAll(weights: 0.01, delays: 4.0);
        net.Connect(new DecodingProjection(pop, rate, "exc", window: 20.0)).AllToAll(weights: 1.0);
        var seen = net.Monitor(receiver, ["spike", "g_exc"]);
        net.Simulate(200.0);
        Assert.NotEmpty(seen.Spikes());
        var before = GC.GetAllocatedBytesForCurrentThread();
        net.Simulate(1000.0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void NetworksAreIndependent()
    {
        using var a = new Network(dt: 1.0);
        using var b = new Network(dt: 0.5);
        a.Constant("c", 1.0);
        b.Constant("c", 2.0);
        var neuron = new Neuron(equations: "r = c*t");
        var (pa, pb) = (a.Create(1, neuron), b.Create(1, neuron));
        a.Simulate(3.0);
        b.Simulate(3.0);
        Assert.Equal(2.0, pa[0]["r"]);
        Assert.Equal(5.0, pb[0]["r"]);
    }

    [Fact]
    public void ConstantsAndFunctionsServeAllEquations()
    {
        using var net = new Network();
        var gain = net.Constant("gain", 2.0);
        net.AddFunction("twice(x) = 2.0*x");
        var pop = net.Create(2, new Neuron(equations: "r = gain*twice(3.0)"));
        net.Step();
        Assert.Equal(12.0, pop[0]["r"]);
        gain.Value = 0.5;
        net.Step();
        Assert.Equal(3.0, pop[1]["r"]);
        Assert.Throws<ArgumentException>(() => new Network().AddFunctionTwice("twice(x) = x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => gain.Value = double.NaN);
    }

    [Fact]
    public void FunctionsAndConstantsCanBeEvaluated()
    {
        using var net = new Network();
        net.Constant("half", 0.5);
        Assert.Equal(1.5, net.Constant("three_halves", "3.0*half").Value);
        net.AddFunction("scaled(x, y) = half*x + y");
        Assert.Equal(7.0, net.Evaluate("scaled", 4.0, 5.0));
        Assert.Equal([1.5, 2.0, 2.5], net.Evaluate("scaled", [1.0, 2.0, 3.0], [1.0, 1.0, 1.0]));
        Assert.Equal("The network has no function 'scale'. Did you mean 'scaled'?", Assert.Throws<KeyNotFoundException>(() => net.Evaluate("scale", 1.0)).Message);
        Assert.Throws<EquationException>(() => net.Evaluate("scaled", 1.0));
        Assert.Throws<ArgumentException>(() => net.Evaluate("scaled", [1.0, 2.0], [1.0]));
        Assert.Throws<EquationException>(() => net.Constant("bad", "2.0*unknown"));
        Assert.Equal(2, net.Constants.Count);
    }

    [Fact]
    public void DisabledPopulationsStandStill()
    {
        using var net = new Network();
        var pop = net.Create(2, new Neuron(equations: "v += 1.0", spike: "v > 2.5", reset: "v = 0.0"));
        var monitor = net.Monitor(pop, ["v", "spike"]);
        net.Simulate(3.0);
        pop.Disable();
        net.Simulate(5.0);
        pop.Enable();
        net.Simulate(3.0);
        Assert.Equal([1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0], monitor.Get("v").Series(0));
        Assert.Equal([2L, 10L], monitor.Spikes()[1]);
    }
}

internal static class NetworkExtensions
{
    /// <summary>Declares a function twice.</summary>
    public static void AddFunctionTwice(this Network net, string definition)
    {
        net.AddFunction(definition);
        net.AddFunction(definition);
    }
}
