namespace Annarchy.Bold;

/// <summary>Computes and records the BOLD signal that the activity of some populations would cause in magnetic resonance imaging.</summary>
/// <remarks>
/// <para>
/// In every step the mean of a variable over each population, times the population's scale factor, is added to the input of a
/// <see cref="BoldModel"/>. A step sees the values at the end of the previous one. With a baseline, the mean <c>m</c> counts relative to
/// what it was in a first time after the start, <c>(m - baseline) / (|baseline| + 1e-7)</c>, and as 0 until that time is over.
/// </para>
/// <para>
/// The monitor is made of ordinary parts, which are saved, loaded and reset with the network: one neuron of the model
/// (<see cref="Population"/>), a neuron per input that holds the means (<see cref="Inputs"/>), projections between them whose weights are the scale
/// factors, and a <see cref="Annarchy.Monitor"/>. Method: Maith et al., Frontiers in Neuroinformatics 16, 2022.
/// </para>
/// </remarks>
/// <example><code>
/// var bold = new BoldMonitor(net, [pop1, pop2], new balloon_RN(), normalizeInput: 2000.0, recordedVariables: "I_CBF");
/// bold.Start();
/// net.Simulate(30_000.0);
/// var signal = bold.Get("BOLD");
/// </code></example>
public sealed class BoldMonitor
{
    /// <summary>Adds a monitor to a network.</summary>
    /// <param name="network">The network; not compiled yet.</param>
    /// <param name="populations">Populations or views, rate-coded or spiking.</param>
    /// <param name="model">The model; <see cref="balloon_RN"/> by default.</param>
    /// <param name="mapping">
    /// For inputs of the model the variable of the neurons they come from; the firing rate <c>r</c> for all by default. Spiking neurons have
    /// one after <see cref="Population.ComputeFiringRate"/>.
    /// </param>
    /// <param name="scaleFactors">
    /// Weights of the populations, or one for all; by default their shares of all neurons, so that every neuron counts the same.
    /// </param>
    /// <param name="normalizeInput">Time in which the baseline of each population is measured, ms, or one time for all; 0 for no baseline.</param>
    /// <param name="recordedVariables">Variables of the model to record beside its outputs.</param>
    /// <param name="start">Whether it runs from the start; otherwise from <see cref="Start"/>.</param>
    /// <param name="name">Unique name within the network; null for <c>bold0</c>, <c>bold1</c>, ...</param>
    /// <exception cref="ArgumentException">
    /// There is no population or one of another network, numbers are not one per population or not finite, an input or a recorded variable is not
    /// one of the model, or the name is taken.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The neurons do not have the variable.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled, or the variable is not a real number.</exception>
    public BoldMonitor(
        Network network,
        IReadOnlyList<NeuronGroup> populations,
        BoldModel? model = null,
        IReadOnlyDictionary<string, string>? mapping = null,
        Values? scaleFactors = null,
        Values normalizeInput = default,
        NameList? recordedVariables = null,
        bool start = false,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckPopulations(network, populations);
        Model = model ?? new balloon_RN();
        var inputs = mapping ?? Model.Inputs.ToDictionary(i => i, _ => BoldInputs.Rate);
        CheckMapping(inputs, populations);
        var scales = OnePer(populations, scaleFactors ?? Shares(populations), nameof(scaleFactors));
        var baselines = OnePer(populations, normalizeInput, nameof(normalizeInput));
        if (Array.Find(baselines, b => b < 0.0) is < 0.0 and var negative)
            throw new ArgumentOutOfRangeException(nameof(normalizeInput), negative, "A baseline is measured for a time of at least 0 ms.");
        var recorded = Model.Outputs.Union(recordedVariables ?? default).ToArray();
        foreach (var variable in recorded)
            Model.CheckVariable(variable, nameof(recordedVariables));

        Name = UniqueName(network, name);
        Population = network.Create(1, Model, Name);
        Population.Disable();
        Inputs = network.Create(inputs.Count * populations.Count, BoldInputs.Model, InputsOf(Name));
        var steps = Array.ConvertAll(baselines, b => Math.Round(b / network.TimeStep));
        Inputs[BoldInputs.BaselineSteps] = Enumerable.Repeat(steps, inputs.Count).SelectMany(s => s).ToArray();
        var rank = 0;
        foreach (var input in inputs.Keys)
        {
            var first = rank;
            rank += populations.Count;
            network.Connect(Inputs.View(Enumerable.Range(first, populations.Count)), Population, input)
                .FromList(scales.Select((scale, i) => (0, first + i, scale)));
        }

        network.Pipeline.Add(
            Stage.Input, new BoldInputs(Population, Inputs, inputs.Values.SelectMany(variable => populations.Select(p => (p, variable)))));
        Monitor = network.Monitor(Population, recorded, start: false);
        if (start)
            Start();
    }

    /// <summary>Unique name within the network; that of <see cref="Population"/>.</summary>
    public string Name { get; }

    /// <summary>The model.</summary>
    public BoldModel Model { get; }

    /// <summary>The neuron that computes the signal.</summary>
    public Population Population { get; }

    /// <summary>
    /// What goes into the model: a neuron per population, for the first input of the mapping, then for the next. The rate <c>r</c> is the
    /// mean, relative to <c>baseline</c> if there is one.
    /// </summary>
    public Population Inputs { get; }

    /// <summary>What records.</summary>
    public Monitor Monitor { get; }

    /// <summary>Whether the signal is computed and recorded.</summary>
    public bool IsRunning => Population.IsEnabled;

    /// <summary>A parameter or variable of the model.</summary>
    /// <param name="attribute">Its name.</param>
    /// <exception cref="KeyNotFoundException">The model has none of that name.</exception>
    public Values this[string attribute]
    {
        get => Population[attribute];
        set => Population[attribute] = value;
    }

    /// <summary>Starts, if it was not running: baselines are measured anew, then the signal goes on from the state the model was in.</summary>
    public void Start()
    {
        if (IsRunning)
            return;
        Inputs[BoldInputs.Measured] = 0.0;
        Inputs[BoldInputs.Baseline] = 0.0;
        Population.Enable();
        Monitor.Start();
    }

    /// <summary>Stops computing and recording; what was recorded stays.</summary>
    public void Stop()
    {
        Monitor.Pause();
        Population.Disable();
    }

    /// <summary>What was recorded of a variable.</summary>
    /// <param name="variable">A recorded variable of the model.</param>
    /// <param name="keep">Whether the records are kept; they are handed over otherwise.</param>
    /// <returns>One row of one value per step.</returns>
    /// <exception cref="ArgumentException">The variable is not recorded.</exception>
    public Recording Get(string variable = "BOLD", bool keep = false) => Monitor.Get(variable, keep);

    /// <summary>The monitor's name.</summary>
    public override string ToString() => Name;

    private static void CheckPopulations(Network network, IReadOnlyList<NeuronGroup> populations)
    {
        ArgumentNullException.ThrowIfNull(populations);
        if (network.IsCompiled)
            throw new InvalidOperationException("The network is compiled: a BOLD monitor cannot be added any more.");
        if (populations.Count == 0)
            throw new ArgumentException("A BOLD monitor needs at least one population.", nameof(populations));
        foreach (var population in populations)
        {
            ArgumentNullException.ThrowIfNull(population, nameof(populations));
            if (population.Whole.Network != network)
                throw new ArgumentException($"{population.Name} belongs to another network.", nameof(populations));
        }
    }

    private void CheckMapping(IReadOnlyDictionary<string, string> mapping, IReadOnlyList<NeuronGroup> populations)
    {
        if (mapping.Count == 0)
            throw new ArgumentException($"At least one input of {Model.Name} is to be mapped: {string.Join(", ", Model.Inputs)}.", nameof(mapping));
        foreach (var (input, variable) in mapping)
        {
            if (!Model.Inputs.Contains(input))
                throw new ArgumentException($"{Model.Name} has no input '{input}'. It has: {string.Join(", ", Model.Inputs)}.", nameof(mapping));
            foreach (var population in populations)
                CheckReal(population.Whole, variable);
        }
    }

    /// <summary>Throws if the neurons do not have the variable, or as something else than real numbers.</summary>
    private static void CheckReal(Population population, string variable)
    {
        if (population.Network.Precision == Precision.Single)
            population.AsSpan<float>(variable);
        else
            population.AsSpan<double>(variable);
    }

    private static double[] Shares(IReadOnlyList<NeuronGroup> populations)
    {
        double all = populations.Sum(p => p.Size);
        return [.. populations.Select(p => p.Size / all)];
    }

    private static double[] OnePer(IReadOnlyList<NeuronGroup> populations, Values values, string argument)
    {
        double[] numbers = values.IsScalar ? [.. Enumerable.Repeat(values.Scalar, populations.Count)] : [.. values];
        if (numbers.Length != populations.Count)
            throw new ArgumentException($"There are {populations.Count} populations but {numbers.Length} numbers.", argument);
        if (!Array.TrueForAll(numbers, double.IsFinite))
            throw new ArgumentException("A number is not finite.", argument);
        return numbers;
    }

    private static string InputsOf(string name) => $"{name}_inputs";

    private static string UniqueName(Network network, string? requested)
    {
        if (requested is not null)
            return IsTaken(requested) ? throw new ArgumentException($"The network already has a population '{requested}' or its inputs.", nameof(requested)) : requested;
        var index = 0;
        while (IsTaken($"bold{index}"))
            index++;
        return $"bold{index}";

        bool IsTaken(string name) => network.Populations.Any(p => p.Name == name || p.Name == InputsOf(name));
    }
}
