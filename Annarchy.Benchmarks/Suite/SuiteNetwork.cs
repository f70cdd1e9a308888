using Annarchy.Benchmarks.Networks;

namespace Annarchy.Benchmarks.Suite;

/// <summary>What a network of the suite is run with.</summary>
/// <param name="Precision">Width of all numbers.</param>
/// <param name="Threads">Threads; 0 lets the library choose.</param>
/// <param name="Backend">What runs the equations.</param>
internal sealed record SuiteSettings(Precision Precision, int Threads, KernelBackend Backend);

/// <summary>A network of the suite.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Description">What it is, for people.</param>
/// <param name="Create">Declares it.</param>
/// <param name="WarmUp">Time simulated before measuring, ms.</param>
/// <param name="Duration">Time simulated in each of several measurements, ms.</param>
/// <param name="HandWrittenSize">Neurons of the hand-written COBA loop that is run beside it; 0 for none.</param>
/// <param name="PublishedRates">Mean firing rates of the populations to compare with, Hz.</param>
/// <param name="IsOfSinglePrecision">Whether it cannot be run in double precision.</param>
internal sealed record SuiteNetwork(
    string Name,
    string Description,
    Func<SuiteSettings, ISuiteRun> Create,
    double WarmUp,
    double Duration,
    int HandWrittenSize = 0,
    IReadOnlyList<(string Population, double Rate)>? PublishedRates = null,
    bool IsOfSinglePrecision = false)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteNetwork> All { get; } =
    [
        Coba(4000, 250.0),
        new("cuba4000", "CUBA, 4000 neurons, 80 synapses each", s => new NetworkRun(CubaNetwork.Create(4000, s.Precision, s.Threads, s.Backend)), 200.0, 500.0),
        new("cobahh", "COBAHH, 4000 neurons of Hodgkin and Huxley's type", s => new NetworkRun(CobaHodgkinHuxley.Create(4000, s.Precision, s.Threads, s.Backend)), 200.0, 50.0),
        Coba(20_000, 100.0),
        new("coba4000-delays", "COBA, 4000 neurons, delays of up to 10 ms", s => new NetworkRun(CobaNetwork.Create(4000, precision: s.Precision, threads: s.Threads, delay: 10.0, backend: s.Backend)), 200.0, 250.0),
        Coba(100_000, 50.0),
        Coba(1_000_000, 10.0),
        new("brunel", "Brunel, 10 000 neurons, 1000 synapses each", s => new NetworkRun(BrunelNetwork.Create(precision: s.Precision, threads: s.Threads, backend: s.Backend)), 200.0, 50.0),
        new("brunel-lists", "Brunel with synapses in lists instead of bitmaps", s => new NetworkRun(BrunelNetwork.Create(precision: s.Precision, threads: s.Threads, storage: StorageFormat.Sparse, backend: s.Backend)), 200.0, 50.0),
        new("brunel-stdp", "Brunel with STDP between excitatory neurons", s => new NetworkRun(BrunelNetwork.Create(precision: s.Precision, threads: s.Threads, isPlastic: true, backend: s.Backend)), 100.0, 20.0),
        Rates(1000, isPlastic: false, 100.0),
        Rates(1000, isPlastic: true, 100.0),
        Rates(4000, isPlastic: false, 10.0),
        Rates(4000, isPlastic: true, 10.0),
        Rates(4000, isPlastic: false, 10.0, WeightPrecision.Half),
        new("izhikevich1000", "Izhikevich, 1000 neurons, all to all", s => new NetworkRun(IzhikevichNetwork.Create(s.Precision, s.Threads, s.Backend)), 100.0, 1000.0),
        new("agents1000", "brains of 1000 agents, 100 neurons each", s => new AgentsRun(1000, s.Precision), 200.0, 20.0),
        Microcircuit("microcircuit10", "cortical microcircuit, 10 %", 0.1, 300.0, 100.0),
        Microcircuit("microcircuit", "cortical microcircuit, full scale", 1.0, 100.0, 50.0),
    ];

    private static SuiteNetwork Coba(int size, double duration) => new(
        $"coba{size}",
        $"COBA, {size} neurons, 80 synapses each",
        s => new NetworkRun(CobaNetwork.Create(size, precision: s.Precision, threads: s.Threads, backend: s.Backend)),
        WarmUp: 100.0,
        duration,
        HandWrittenSize: size);

    private static SuiteNetwork Rates(int size, bool isPlastic, double duration, WeightPrecision weights = WeightPrecision.Full) => new(
        $"rate{size}{(isPlastic ? "-oja" : weights == WeightPrecision.Half ? "-half" : string.Empty)}",
        $"rates, {size} x {size} dense{(isPlastic ? ", Oja's rule" : weights == WeightPrecision.Half ? ", weights in half precision" : string.Empty)}",
        s => new NetworkRun(RateNetwork.Create(size, s.Precision, s.Threads, s.Backend, isPlastic, weights)),
        WarmUp: 100.0,
        duration,
        IsOfSinglePrecision: weights == WeightPrecision.Half);

    private static SuiteNetwork Microcircuit(string name, string description, double scale, double warmUp, double duration) => new(
        name,
        description,
        s => new NetworkRun(CorticalMicrocircuit.Create(scale, s.Precision, s.Threads, s.Backend)),
        warmUp,
        duration,
        PublishedRates: CorticalMicrocircuit.PublishedRates);
}
