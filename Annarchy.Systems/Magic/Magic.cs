namespace Annarchy;

/// <summary>
/// The functions that scripts written for older versions of ANNarchy call without a network: they act on one network in the background.
/// New programs create a <see cref="Annarchy.Network"/> and use its methods. For one thread at a time.
/// </summary>
public static class Magic
{
    private static NetworkConfiguration s_configuration = new();
    private static Network? s_network;

    /// <summary>The network in the background (<c>magic_network</c>), made when it is first asked for.</summary>
    public static Network Network => s_network ??= new Network(s_configuration);

    /// <summary>Says what the network is created with.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidOperationException">The network has populations already.</exception>
    [Obsolete("Create a network with new Network(configuration).")]
    public static void Setup(NetworkConfiguration configuration) => Replace(configuration);

    /// <inheritdoc cref="Network.Compile()"/>
    [Obsolete("Use Network.Compile.")]
    public static void Compile() => Network.Compile();

    /// <summary>Forgets the network with all populations, projections and monitors; the configuration is the default one again.</summary>
    [Obsolete("Dispose the network and create another one.")]
    public static void Clear() => Discard(new NetworkConfiguration());

    /// <inheritdoc cref="Network.Reset"/>
    [Obsolete("Use Network.Reset.")]
    public static void Reset(bool populations = true, bool projections = false, bool synapses = false, bool monitors = true, bool reseed = true) =>
        Network.Reset(populations, projections, synapses, monitors, reseed);

    /// <summary>Sets the seed of all random numbers.</summary>
    /// <param name="seed">The seed.</param>
    /// <exception cref="InvalidOperationException">The network has populations already.</exception>
    [Obsolete("Give the seed to the constructor of Network.")]
    public static void SetSeed(long seed) => Replace(s_configuration with { Seed = seed });

    /// <inheritdoc cref="Network.GetPopulation"/>
    [Obsolete("Use Network.GetPopulation.")]
    public static Population GetPopulation(string name) => Network.GetPopulation(name);

    /// <inheritdoc cref="Network.GetProjection"/>
    [Obsolete("Use Network.GetProjection.")]
    public static Projection GetProjection(string name) => Network.GetProjection(name);

    /// <inheritdoc cref="Network.Populations"/>
    [Obsolete("Use Network.Populations.")]
    public static IReadOnlyList<Population> Populations() => Network.Populations;

    /// <inheritdoc cref="Network.Projections"/>
    [Obsolete("Use Network.Projections.")]
    public static IReadOnlyList<Projection> Projections() => Network.Projections;

    /// <inheritdoc cref="Network.Monitors"/>
    [Obsolete("Use Network.Monitors.")]
    public static IReadOnlyList<Monitor> Monitors() => Network.Monitors;

    /// <inheritdoc cref="Network.Simulate(double)"/>
    [Obsolete("Use Network.Simulate.")]
    public static void Simulate(double duration) => Network.Simulate(duration);

    /// <inheritdoc cref="Network.SimulateUntil(double, Population)"/>
    [Obsolete("Use Network.SimulateUntil.")]
    public static double SimulateUntil(double maximalDuration, Population population) => Network.SimulateUntil(maximalDuration, population);

    /// <inheritdoc cref="Network.SimulateUntil(double, IReadOnlyList{Population}, StopOperator, IProgress{SimulationProgress}, CancellationToken)"/>
    [Obsolete("Use Network.SimulateUntil.")]
    public static double SimulateUntil(
        double maximalDuration, IReadOnlyList<Population> populations, StopOperator stopOperator = StopOperator.And) =>
        Network.SimulateUntil(maximalDuration, populations, stopOperator);

    /// <inheritdoc cref="Network.Step"/>
    [Obsolete("Use Network.Step.")]
    public static void Step() => Network.Step();

    /// <inheritdoc cref="Network.EnableLearning"/>
    [Obsolete("Use Network.EnableLearning.")]
    public static void EnableLearning(IEnumerable<Projection>? projections = null, double? period = null, double? offset = null) =>
        Network.EnableLearning(projections, period, offset);

    /// <inheritdoc cref="Network.DisableLearning"/>
    [Obsolete("Use Network.DisableLearning.")]
    public static void DisableLearning(IEnumerable<Projection>? projections = null) => Network.DisableLearning(projections);

    /// <inheritdoc cref="Network.Time"/>
    [Obsolete("Use Network.Time.")]
    public static double GetTime() => Network.Time;

    /// <summary>Sets the time of the network.</summary>
    /// <param name="time">ms; rounded up to a whole step.</param>
    [Obsolete("Use Network.Time.")]
    public static void SetTime(double time) => Network.Time = time;

    /// <inheritdoc cref="Network.CurrentStep"/>
    [Obsolete("Use Network.CurrentStep.")]
    public static long GetCurrentStep() => Network.CurrentStep;

    /// <summary>Sets the number of the next step.</summary>
    /// <param name="step">The number, at least 0.</param>
    [Obsolete("Use Network.CurrentStep.")]
    public static void SetCurrentStep(long step) => Network.CurrentStep = step;

    /// <inheritdoc cref="Network.TimeStep"/>
    [Obsolete("Use Network.TimeStep.")]
    public static double Dt() => Network.TimeStep;

    /// <inheritdoc cref="Network.Save"/>
    [Obsolete("Use Network.Save.")]
    public static void Save(string path, bool populations = true, bool projections = true) => Network.Save(path, populations, projections);

    /// <inheritdoc cref="Network.Load"/>
    [Obsolete("Use Network.Load.")]
    public static void Load(string path, bool populations = true, bool projections = true) => Network.Load(path, populations, projections);

    /// <inheritdoc cref="Network.SaveParameters"/>
    [Obsolete("Use Network.SaveParameters.")]
    public static void SaveParameters(string path, bool globalOnly = true, IReadOnlyDictionary<string, double>? own = null) =>
        Network.SaveParameters(path, globalOnly, own);

    /// <inheritdoc cref="Network.LoadParameters"/>
    [Obsolete("Use Network.LoadParameters.")]
    public static IReadOnlyDictionary<string, double> LoadParameters(string path, bool globalOnly = true) =>
        Network.LoadParameters(path, globalOnly);

    /// <inheritdoc cref="Network.CallbacksEnabled"/>
    [Obsolete("Use Network.CallbacksEnabled.")]
    public static bool CallbacksEnabled() => Network.CallbacksEnabled;

    /// <inheritdoc cref="Network.DisableCallbacks"/>
    [Obsolete("Use Network.DisableCallbacks.")]
    public static void DisableCallbacks() => Network.DisableCallbacks();

    /// <inheritdoc cref="Network.EnableCallbacks"/>
    [Obsolete("Use Network.EnableCallbacks.")]
    public static void EnableCallbacks() => Network.EnableCallbacks();

    /// <inheritdoc cref="Network.ClearCallbacks"/>
    [Obsolete("Use Network.ClearCallbacks.")]
    public static void ClearAllCallbacks() => Network.ClearCallbacks();

    private static void Replace(NetworkConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (s_network?.Populations.Count > 0)
            throw new InvalidOperationException("The network has populations already: set it up before they are created, or clear it.");
        Discard(configuration);
    }

    private static void Discard(NetworkConfiguration configuration)
    {
        s_network?.Dispose();
        (s_network, s_configuration) = (null, configuration);
    }
}
