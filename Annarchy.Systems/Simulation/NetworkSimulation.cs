using Annarchy.Devices;
using Annarchy.Monitors;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Threading;

namespace Annarchy;

/// <content>Running a network.</content>
public partial class Network
{
    private ThreadTeam? _team;
    private long _currentStep;

    /// <summary>The threads that share a step; they start when the network is compiled.</summary>
    internal ThreadTeam Team => _team ??= new ThreadTeam(Threads);

    /// <summary>
    /// Number of steps done, which is also the number of the next one. Setting it moves the clock alone: what is under way through delays
    /// stays under way.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public long CurrentStep
    {
        get => _currentStep;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            CheckNotDisposed();
            foreach (var projection in _projections)
                projection.Settle();
            foreach (var callback in _callbacks)
                callback.Shift(value - _currentStep);
            foreach (var monitor in _monitors)
                monitor.SetTime(value * TimeStep);
            _currentStep = value;
            SetTimeColumns();
        }
    }

    /// <summary>Time at the start of the next step, ms; see <see cref="CurrentStep"/> for setting it, rounded up to a whole step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, NaN or infinite.</exception>
    public double Time
    {
        get => _currentStep * TimeStep;
        set => CurrentStep = StepsIn(value, nameof(value));
    }

    /// <summary>Whether <see cref="Compile()"/> was called; populations and projections cannot be added afterwards.</summary>
    public bool IsCompiled { get; private set; }

    /// <summary>The monitors, without an interface in between.</summary>
    internal List<Monitor> MonitorList => _monitors;

    /// <summary>Builds the synapses and the pipeline. The first simulation does it if it was not done before.</summary>
    /// <exception cref="EquationException">An equation is not valid.</exception>
    /// <exception cref="InvalidOperationException">A projection has no synapses because no connector was called.</exception>
    /// <exception cref="DeviceException">The device cannot run the network.</exception>
    public void Compile()
    {
        CheckNotDisposed();
        if (IsCompiled)
            return;
        CompileTo(() =>
        {
            foreach (var projection in _projections)
                projection.Build();
            OpenDevice();
            AddSystems();
            _profiler.Watch(
                _populations, Pipeline, isAlone: Threads == 1 && OnDevice is null, OnDevice is null ? null : OnDevice.Clock.SpikesOf);
            foreach (var population in _populations)
                population.RememberInitialState();
            OnDevice?.Prepare();
            IsCompiled = true;
        });
    }

    /// <summary>Does something that compiles the network on its way. If it fails, the network is as compiled as it was before.</summary>
    internal void CompileTo(Action action)
    {
        if (IsCompiled)
        {
            action();
            return;
        }

        var systems = Pipeline.Systems.ToHashSet();
        var connectors = _projections.ConvertAll(p => p.Connector);
        try
        {
            action();
        }
        catch
        {
            IsCompiled = false;
            ReleaseDevice();
            foreach (var system in Pipeline.Systems.Except(systems).ToList())
                Pipeline.Remove(system);
            for (var i = 0; i < _projections.Count; i++)
                _projections[i].Unbuild(connectors[i]);
            throw;
        }
    }

    /// <summary>Simulates for a while.</summary>
    /// <param name="duration">ms; rounded up to whole steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative, NaN or infinite.</exception>
    public void Simulate(double duration) => Run(StepsIn(duration, nameof(duration)), null, null, CancellationToken.None);

    /// <summary>Simulates a single step.</summary>
    public void Step()
    {
        CheckNotDisposed();
        Enter();
        try
        {
            Compile();
            RunStep();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Simulates until the stop condition of a population holds.</summary>
    /// <param name="maximalDuration">When to give up, ms.</param>
    /// <param name="population">A population created with a stop condition.</param>
    /// <returns>The time simulated, ms.</returns>
    /// <exception cref="ArgumentException">The population has no stop condition.</exception>
    public double SimulateUntil(double maximalDuration, Population population) => SimulateUntil(maximalDuration, [population]);

    /// <summary>Simulates until the stop conditions of several populations hold.</summary>
    /// <param name="maximalDuration">When to give up, ms.</param>
    /// <param name="populations">Populations created with a stop condition.</param>
    /// <param name="stopOperator">Whether all must hold, or any.</param>
    /// <param name="progress">Told several times a second how far the run is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run after the step in progress.</param>
    /// <returns>The time simulated, ms.</returns>
    /// <exception cref="ArgumentException">A population has no stop condition, or there is none.</exception>
    /// <exception cref="OperationCanceledException">The run was ended; the network can go on from where it is.</exception>
    public double SimulateUntil(
        double maximalDuration,
        IReadOnlyList<Population> populations,
        StopOperator stopOperator = StopOperator.And,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(populations);
        CheckDefined(stopOperator, nameof(stopOperator));
        var steps = StepsIn(maximalDuration, nameof(maximalDuration));
        CheckNotDisposed();
        if (populations.Count == 0)
            throw new ArgumentException("At least one population is needed.", nameof(populations));
        foreach (var population in populations)
        {
            ArgumentNullException.ThrowIfNull(population, nameof(populations));
            CheckOwn(population, nameof(populations));
            if (population.StopCondition is null)
            {
                throw new ArgumentException(
                    $"'{population.Name}' has no stop condition: give one to {nameof(Create)}, such as \"r > 1 : any\".", nameof(populations));
            }
        }

        return Run(steps, () => MustStop(populations, stopOperator), progress, cancellationToken) * TimeStep;
    }

    /// <summary>Brings the network back to the state it was compiled in; the time is 0 again.</summary>
    /// <param name="populations">Whether neurons get their values back.</param>
    /// <param name="projections">Whether parameters and variables of synapses get their values back.</param>
    /// <param name="synapses">Whether synapses get their weights and delays back; implies <paramref name="projections"/>.</param>
    /// <param name="monitors">Whether recordings are emptied.</param>
    /// <param name="reseed">Whether equations draw the same random numbers again; otherwise they draw other ones.</param>
    public void Reset(bool populations = true, bool projections = false, bool synapses = false, bool monitors = true, bool reseed = true)
    {
        CheckNotDisposed();
        CheckIdle();
        CurrentStep = 0;
        foreach (var callback in _callbacks)
            callback.Begin(0);
        _epoch = reseed ? 0 : _epoch + 1;
        if (populations)
        {
            foreach (var population in _populations)
                population.Reset();
            foreach (var projection in _projections)
                projection.ClearDelays();
        }

        if (projections || synapses)
        {
            foreach (var projection in _projections)
                projection.Restore(synapses);
        }

        if (!monitors)
            return;
        foreach (var monitor in _monitors)
            monitor.Restart();
    }

    private static bool MustStop(IReadOnlyList<Population> populations, StopOperator stopOperator)
    {
        for (var i = 0; i < populations.Count; i++)
        {
            if (populations[i].MustStop() == (stopOperator == StopOperator.Or))
                return stopOperator == StopOperator.Or;
        }

        return stopOperator == StopOperator.And;
    }

    private void AddSystems()
    {
        NeuronSharing.Plan(this);
        Pipeline.ShareAmong(Team);
        AddClearing();
        foreach (var projection in _projections)
            Pipeline.AddFor(projection, projection.AddSystems);
        foreach (var population in _populations.Where(p => p.Program.SumsAllTargets))
            Pipeline.AddFor(population, p => p.Add(Stage.Transmission, OnDevice?.TotalSumOf(population) ?? new TotalSumSystem(population)));
        Pipeline.Add(Stage.Transmission, new RecordingSystem(this, inputs: true));
        foreach (var population in _populations)
            Pipeline.AddFor(population, p => population.AddUpdateSystems(p, KernelCompiler));
        if (OnDevice is { } device)
            device.AddSpikeSystems(Pipeline, _populations);
        else
            _populations.ForEach(population => Pipeline.AddFor(population, population.AddSpikeSystems));
        Pipeline.Add(Stage.Monitor, new RecordingSystem(this, inputs: false));
    }

    private void AddClearing()
    {
        var sums = _populations.SelectMany(p => p.Sums).ToList();
        if (sums.Count > 0)
            Pipeline.Add(Stage.Transmission, OnDevice is { } device ? new ClearingKernels(device, sums) : new ClearSumsSystem(sums));
    }

    private long StepsIn(double duration, string parameter)
    {
        if (!double.IsFinite(duration) || duration < 0.0)
            throw new ArgumentOutOfRangeException(parameter, duration, "A duration is a finite number of ms, at least 0.");
        var steps = duration / TimeStep;
        if (steps > 1L << 40)
            throw new ArgumentOutOfRangeException(parameter, duration, $"A network runs for at most {1L << 40} steps.");

        // A duration that is a whole number of steps but for rounding means that number.
        var nearest = Math.Round(steps);
        return Math.Abs(steps - nearest) <= 1e-9 * Math.Max(1.0, nearest) ? (long)nearest : (long)Math.Ceiling(steps);
    }

    private void RunStep()
    {
        var failure = RunCallbacks();
        SetTimeColumns();
        var context = new StepContext(_currentStep, TimeStep, World);
        var isTimed = _profiler.IsDue();
        OnDevice?.BeginStep(isTimed);
        if (isTimed)
            _profiler.RunTimed(Pipeline, in context);
        else
            Pipeline.Run(in context);
        _profiler.Count();
        OnDevice?.EndStep();
        _currentStep++;
        if (failure is not null)
            throw failure;
    }

    private void SetTimeColumns()
    {
        _timeColumn[0] = Time;
        _stepColumn[0] = CurrentStep;
    }
}
