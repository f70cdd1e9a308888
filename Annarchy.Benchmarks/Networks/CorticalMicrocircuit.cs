namespace Annarchy.Benchmarks.Networks;

/// <summary>
/// The cortical microcircuit of Potjans T. C. and Diesmann M. (2014), The cell-type specific cortical microcircuit: relating structure
/// and activity in a full-scale spiking network model, Cerebral Cortex 24:785-806: eight populations below 1 mm2 of cortex, 77 169
/// neurons and about 0.3 billion synapses at full scale, each neuron driven by Poisson spikes of its own.
/// </summary>
/// <remarks>
/// Tables 4 and 5 of the paper. Populations have as many synapses as there, but at most one from neuron to neuron. A smaller network has
/// so much fewer neurons and synapses per neuron; weights grow by the square root, and a constant current replaces what the mean input
/// loses (van Albada et al. 2015), so that mean and variance of the input remain. Initial potentials are near the stationary state.
/// </remarks>
internal static class CorticalMicrocircuit
{
    private const double TimeStep = 0.1;
    private const double Capacitance = 250.0;
    private const double MembraneTime = 10.0;
    private const double SynapticTime = 0.5;
    private const double Potential = 0.15;
    private const double BackgroundRate = 8.0;
    private const double RelativeInhibition = -4.0;
    private const double RelativeSpread = 0.1;

    private static readonly Layer[] Layers =
    [
        new("L2/3e", 20683, 1600, 0.86, -68.28, 5.36),
        new("L2/3i", 5834, 1500, 2.80, -63.16, 4.57),
        new("L4e", 21915, 2100, 4.45, -63.33, 4.74),
        new("L4i", 5479, 1900, 5.93, -63.45, 4.94),
        new("L5e", 4850, 2000, 7.59, -63.11, 4.94),
        new("L5i", 1065, 1900, 8.64, -61.66, 4.55),
        new("L6e", 14395, 2900, 1.09, -66.72, 5.46),
        new("L6i", 2948, 2100, 7.88, -61.43, 4.48),
    ];

    /// <summary>Probability that a neuron of the population of the column reaches one of that of the row.</summary>
    private static readonly double[,] Probability =
    {
        { 0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0000, 0.0076, 0.0000 },
        { 0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0000, 0.0042, 0.0000 },
        { 0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0000 },
        { 0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0000, 0.1057, 0.0000 },
        { 0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0000 },
        { 0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0000 },
        { 0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252 },
        { 0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443 },
    };

    /// <summary>Mean firing rates of the paper's spontaneous activity, Hz.</summary>
    public static IReadOnlyList<(string Population, double Rate)> PublishedRates => [.. Layers.Select(l => (l.Name, l.Rate))];

    /// <summary>Declares the network.</summary>
    /// <param name="scale">Fraction of neurons, and of synapses per neuron.</param>
    /// <param name="precision">Width of all numbers.</param>
    /// <param name="threads">Threads of the network.</param>
    /// <param name="backend">What runs the equations.</param>
    public static Network Create(double scale, Precision precision, int threads, KernelBackend backend)
    {
        var network = new Network(TimeStep, seed: 1, precision: precision, threads: threads, backend: backend);
        var neuron = Model();
        var populations = Array.ConvertAll(Layers, l => network.Create((int)Math.Round(scale * l.Size), neuron, l.Name));
        for (var post = 0; post < Layers.Length; post++)
        {
            populations[post]["v"] = new Normal(Layers[post].InitialPotential, Layers[post].Spread);
            populations[post]["J"] = Current(Potential) / Math.Sqrt(scale);
            populations[post]["sources"] = Math.Round(scale * Layers[post].ExternalSynapses);
            populations[post]["I"] = MissingCurrent(post, scale);
            for (var pre = 0; pre < Layers.Length; pre++)
            {
                if (Probability[post, pre] == 0.0)
                    continue;
                var weight = MeanWeight(post, pre) / Math.Sqrt(scale);
                var spread = RelativeSpread * Math.Abs(weight);
                Values weights = weight > 0.0 ? new Normal(weight, spread, min: 0.0) : new Normal(weight, spread, max: 0.0);
                var delay = IsExcitatory(pre) ? 1.5 : 0.75;
                network.Connect(populations[pre], populations[post], "syn")
                    .FixedProbability(InDegree(post, pre) / Layers[pre].Size, weights, new Normal(delay, 0.5 * delay, min: TimeStep));
            }
        }

        return network;
    }

    /// <summary>Integrate-and-fire with exponential currents, advanced exactly from step to step (pA, mV, ms).</summary>
    private static Neuron Model()
    {
        var decay = Math.Exp(-TimeStep / MembraneTime);
        var synapticDecay = Math.Exp(-TimeStep / SynapticTime);
        var fromSynapse = (synapticDecay - decay) / (Capacitance * ((1.0 / MembraneTime) - (1.0 / SynapticTime)));
        var fromConstant = MembraneTime / Capacitance * (1.0 - decay);
        return new Neuron(
            parameters: FormattableString.Invariant($"""
                El = -65.0     : population
                Vt = -50.0     : population
                decay = {decay:R} : population
                from_synapse = {fromSynapse:R} : population
                from_constant = {fromConstant:R} : population
                synaptic_decay = {synapticDecay:R} : population
                J = 1.0        : population
                sources = 1    : population
                rate = {BackgroundRate:R} : population
                I = 0.0        : population
                """),
            equations: """
                v = El + (v - El) * decay + g_syn * from_synapse + I * from_constant
                g_syn = g_syn * synaptic_decay + J * Binomial(sources, rate * dt / 1000.0)
                """,
            spike: "v >= Vt",
            reset: "v = El",
            refractory: 2.0,
            name: "microcircuit");
    }

    private static bool IsExcitatory(int layer) => layer % 2 == 0;

    /// <summary>Synapses a neuron receives from a population, several from one neuron counted as often.</summary>
    private static double InDegree(int post, int pre)
    {
        var pairs = (double)Layers[post].Size * Layers[pre].Size;
        return Math.Log(1.0 - Probability[post, pre]) / Math.Log(1.0 - (1.0 / pairs)) / Layers[post].Size;
    }

    /// <summary>pA; the synapses from layer 4 to excitatory neurons of layers 2 and 3 are twice as strong.</summary>
    private static double MeanWeight(int post, int pre) =>
        Current(Potential) * (IsExcitatory(pre) ? post == 0 && pre == 2 ? 2.0 : 1.0 : RelativeInhibition);

    /// <summary>The amplitude, pA, of a synaptic current that depolarises by so many mV at its peak.</summary>
    private static double Current(double potential)
    {
        var ratio = MembraneTime / SynapticTime;
        var difference = MembraneTime - SynapticTime;
        var peak = Math.Pow(ratio, -MembraneTime / difference) - Math.Pow(ratio, -SynapticTime / difference);
        return potential * Capacitance * (SynapticTime - MembraneTime) / (MembraneTime * SynapticTime * peak);
    }

    /// <summary>What the mean input loses, pA: stronger and fewer synapses make up for the variance only.</summary>
    private static double MissingCurrent(int post, double scale)
    {
        var input = Current(Potential) * Layers[post].ExternalSynapses * BackgroundRate;
        for (var pre = 0; pre < Layers.Length; pre++)
            input += MeanWeight(post, pre) * InDegree(post, pre) * Layers[pre].Rate;
        return (1.0 - Math.Sqrt(scale)) * input * SynapticTime / 1000.0;
    }

    /// <summary>A population.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Size">Neurons at full scale.</param>
    /// <param name="ExternalSynapses">Poisson sources of each neuron.</param>
    /// <param name="Rate">Published mean rate, Hz.</param>
    /// <param name="InitialPotential">Mean at the start, mV.</param>
    /// <param name="Spread">Standard deviation at the start, mV.</param>
    private sealed record Layer(string Name, int Size, int ExternalSynapses, double Rate, double InitialPotential, double Spread);
}
