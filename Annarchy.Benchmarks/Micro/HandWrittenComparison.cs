using System.Numerics;
using Annarchy.Populations;

namespace Annarchy.Benchmarks.Micro;

/// <summary>An emitted kernel beside a loop written by hand for the same equations and columns.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Time">Nanoseconds per neuron update, emitted and by hand, for a number of neurons.</param>
internal sealed unsafe record HandWrittenComparison(string Name, Func<int, (double Emitted, double ByHand)> Time)
{
    private static readonly Neuron IntegrateAndFire = new(
        parameters: "tau = 20.0 : population\ntau_e = 5.0 : population\ntau_i = 10.0 : population\nEl = -60.0 : population\n"
            + "Vt = -50.0 : population\nVr = -60.0 : population\nEe = 0.0 : population\nEi = -80.0 : population\nI = 20.0 : population",
        equations: "tau*dv/dt = (El - v) + g_exc * (Ee - v) + g_inh * (Ei - v) + I : init = -55.0\n"
            + "tau_e*dg_exc/dt = -g_exc : exponential\ntau_i*dg_inh/dt = -g_inh : exponential",
        spike: "v > Vt",
        reset: "v = Vr",
        refractory: 5.0);

    private static readonly Neuron Izhikevich = new(
        parameters: "a = 0.02 : population\nb = 0.2 : population\nc = -65.0 : population\nd = 8.0 : population\nI = 8.0",
        equations: "dv/dt = 0.04 * v^2 + 5.0 * v + 140.0 - u + I : init = -65.0\ndu/dt = a * (b*v - u) : init = -13.0",
        spike: "v > 30.0",
        reset: "v = c; u += d");

    private static readonly Neuron HodgkinHuxley = new(
        parameters: "gNa = 20.0 : population\ngK = 6.0 : population\ngl = 0.01 : population\ncm = 0.2 : population\nEl = -65.0 : population\n"
            + "ENa = 50.0 : population\nEK = -90.0 : population\noffset = -63.0 : population\nI = 1.0",
        equations: "cm*dv/dt = gl*(El - v) + gK*n^4*(EK - v) + gNa*m^3*h*(ENa - v) + I : init = -65.0\n"
            + "dn/dt = an(v - offset)*(1.0 - n) - bn(v - offset)*n\ndm/dt = am(v - offset)*(1.0 - m) - bm(v - offset)*m\n"
            + "dh/dt = ah(v - offset)*(1.0 - h) - bh(v - offset)*h : init = 1.0",
        spike: "v > 0.0",
        reset: "",
        functions: "an(x) = 0.032 * (15.0 - x) / (exp((15.0 - x)/5.0) - 1.0)\nam(x) = 0.32 * (13.0 - x) / (exp((13.0 - x)/4.0) - 1.0)\n"
            + "ah(x) = 0.128 * exp((17.0 - x)/18.0)\nbn(x) = 0.5 * exp((10.0 - x)/40.0)\n"
            + "bm(x) = 0.28 * (x - 40.0) / (exp((x - 40.0)/5.0) - 1.0)\nbh(x) = 4.0/(1.0 + exp(10.0 - x))");

    /// <summary>A loop over the columns of a population that writes the ranks of spiking neurons.</summary>
    private unsafe delegate void Loop(int size, Func<string, nint> column, int* ranks);

    /// <summary>Every comparison, in double and in single precision.</summary>
    public static IEnumerable<HandWrittenComparison> All
    {
        get
        {
            foreach (var comparison in Of<double, long>(Precision.Double))
                yield return comparison;
            foreach (var comparison in Of<float, int>(Precision.Single))
                yield return comparison;
        }
    }

    private static HandWrittenComparison[] Of<T, TInteger>(Precision precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        return
        [
            new($"integrate-and-fire, {precision}", neurons => Compare(IntegrateAndFire, precision, neurons, (size, column, ranks) =>
                HandWrittenLoops<T, TInteger>.IntegrateAndFire(
                    size, (T*)column("v"), (T*)column("g_exc"), (T*)column("g_inh"), (TInteger*)column("refractory_remaining"),
                    (TInteger*)column("last_spike"), TInteger.One, TInteger.CreateTruncating(50), ranks))),
            new($"integrate-and-fire, {precision}: columns", neurons => Compare(IntegrateAndFire, precision, neurons, (size, column, _) =>
                HandWrittenLoops<T, TInteger>.Stream(
                    size, (T*)column("v"), (T*)column("g_exc"), (T*)column("g_inh"), (TInteger*)column("refractory_remaining")))),
            new($"Izhikevich, {precision}", neurons => Compare(Izhikevich, precision, neurons, (size, column, ranks) =>
                HandWrittenLoops<T, TInteger>.Izhikevich(
                    size, (T*)column("v"), (T*)column("u"), (T*)column("I"), (TInteger*)column("last_spike"), TInteger.One, ranks))),
            new($"Hodgkin-Huxley, {precision}", neurons => Compare(HodgkinHuxley, precision, neurons, (size, column, ranks) =>
                HandWrittenLoops<T, TInteger>.HodgkinHuxley(
                    size, (T*)column("v"), (T*)column("n"), (T*)column("m"), (T*)column("h"), (T*)column("I"),
                    (TInteger*)column("last_spike"), TInteger.One, ranks))),
        ];
    }

    private static (double Emitted, double ByHand) Compare(Neuron model, Precision precision, int neurons, Loop loop)
    {
        using var network = new Network(dt: 0.1, seed: 1, precision: precision, backend: KernelBackend.Emitted);
        var (emitted, byHand) = (network.Create(neurons, model), network.Create(neurons, model));
        network.Compile();
        var system = network.Pipeline[Stage.NeuronUpdate].OfType<NeuronUpdateSystem>().First();
        var context = new StepContext(0, network.TimeStep, network.World);
        var addresses = byHand.Columns.Columns.ToDictionary(c => c.Name, c => c.Address);
        var ranks = byHand.Spikes!.Current;
        var times = MinimalTime.Of(neurons, () => system.Update(in context), () => loop(neurons, name => addresses[name], ranks.Pointer));
        return (times[0], times[1]);
    }
}
