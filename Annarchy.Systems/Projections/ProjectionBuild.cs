using Annarchy.Connectivity;
using Annarchy.Devices;
using Annarchy.Projections;
using Annarchy.Storage;
using Annarchy.Synapses;
using Annarchy.Transmission;

namespace Annarchy;

/// <content>Making the synapses and the systems that run them.</content>
public partial class Projection
{
    private BuiltSynapses? _synapses;
    private readonly List<ISystem> _systems = [];
    private readonly List<IDisposable> _owned = [];
    private PostponedSpikes? _postponed;
    private SumsAhead? _ahead;

    /// <summary>Who is connected; only once the network is compiled.</summary>
    internal SynapticConnectivity Connectivity => Built.Connectivity;

    /// <summary>The weights: one row per slot, or a single one for all synapses.</summary>
    internal Column WeightColumn => Built.Weights;

    /// <summary>Whether all synapses share one weight.</summary>
    internal bool HasSingleWeight => Built.HasSingleWeight;

    /// <summary>What holds spikes under way in the projection itself; null where the populations hold all.</summary>
    private IDelayLine? DelayLine => _systems.OfType<IDelayLine>().FirstOrDefault();

    private BuiltSynapses Built
    {
        get
        {
            Network.CheckNotDisposed();
            return _synapses ?? throw new InvalidOperationException(
                $"Projection {Label} has no synapses yet: they are made when the network is compiled, after a connector was called.");
        }
    }

    /// <summary>Makes the synapses and tells the populations what they need of them; called by Compile, again if it failed.</summary>
    internal virtual void Build()
    {
        if (_synapses is not null)
            return;
        var connector = _connector ?? throw new InvalidOperationException(
            $"Projection {Label} has no synapses: call a connector such as AllToAll on it before the network is compiled.");
        CheckTransmission();
        _synapses = connector.Build(this);
        foreach (var target in Targets)
            Post.Whole.RequireTarget(target);
        if (Connectivity.Order == StorageOrder.ByPre)
            Pre.Whole.RequireSpikeDelay(Connectivity.UniformDelay ?? 1);
        AddColumns();
        if (_model is null && Connectivity is SparseConnectivity { Order: StorageOrder.ByPre, UniformDelay: not null, PostSize: <= ushort.MaxValue + 1 } sparse)
            sparse.Rows.Shorten();
        if (_model is not null)
            RequireOfPopulations(_model);
        else if (ReadsPast)
            RequirePast(Connectivity.MaxDelay);
    }

    /// <summary>Adds what one step does to the pipeline, after all projections are built and all rings have their depth.</summary>
    internal virtual void AddSystems(Pipeline pipeline)
    {
        if (Network.OnDevice is { } device && ProjectionKernels.Create(device, this, _model, ColumnOf) is { } kernels)
        {
            foreach (var (stage, system) in kernels)
                Add(pipeline, stage, system);
            return;
        }

        if (_model is null)
        {
            Add(pipeline, Stage.Transmission, TransmissionSystems.Create(this));
            return;
        }

        var systems = new SynapseSystems(this, _model, ColumnOf);
        foreach (var (stage, system) in systems.Create())
            Add(pipeline, stage, system);
        _owned.AddRange(systems.Traversals);
        (_postponed, _ahead) = (systems.Postponed, systems.Ahead);
    }

    /// <summary>Whether a system of the network is one of this projection's.</summary>
    internal bool Owns(ISystem system) => _systems.Contains(system);

    /// <summary>Adds a system that lives as long as the synapses.</summary>
    private protected void Add(Pipeline pipeline, Stage stage, ISystem system)
    {
        _systems.Add(system);
        pipeline.Add(stage, system);
    }

    /// <summary>Brings parameters and variables back to the values they had when the network was compiled.</summary>
    /// <param name="synapses">Whether weights get theirs back too.</param>
    internal virtual void Restore(bool synapses)
    {
        BeforeChange();
        RestoreAttributes();
        if (!synapses || _connector is null or BorrowingConnector)
            return;
        using var again = _connector.Build(this);
        var (connectivity, weights) = (again.Connectivity, again.Weights);
        if (Connectivity is SparseConnectivity { Version: > 0 } changed)
        {
            RestoreSynapses(changed, connectivity);
            RestoreAttributes();
        }

        if (HasSingleWeight || Connectivity is SharedWeightConnectivity)
        {
            for (var i = 0L; i < weights.Length; i++)
                WeightColumn[i] = weights[i];
            return;
        }

        var found = Find(WeightName);
        for (var dendrite = 0; dendrite < Connectivity.Size; dendrite++)
        {
            var slots = new long[connectivity.RowLength(dendrite)];
            connectivity.CopySlots(dendrite, slots);
            WriteRow(found, dendrite, Array.ConvertAll(slots, slot => weights[slot]));
        }
    }

    /// <summary>Prunes the synapses that were created and creates those that were pruned.</summary>
    private void RestoreSynapses(SparseConnectivity present, SynapticConnectivity original)
    {
        for (var dendrite = 0; dendrite < present.Size; dendrite++)
        {
            int[] now = present.PreRanks(dendrite), once = original.PreRanks(dendrite);
            foreach (var pre in now.Except(once))
                PruneSynapse(dendrite, pre, (int)present.FindSlot(dendrite, pre));
            if (once.Length == 0)
                continue;
            var delays = new int[once.Length];
            original.CopyDelays(dendrite, delays);
            foreach (var pre in once.Except(now))
                CreateSynapse(dendrite, pre, WeightColumn[0], delays[Array.IndexOf(once, pre)] * Network.TimeStep);
        }

        present.Sort(SlotColumns);
    }

    /// <summary>Lets synapses see what they were spared so far; whoever looks at them, or changes what they depend on, comes by here.</summary>
    internal void Settle() => _postponed?.Settle();

    /// <summary>Settles what is under way before weights are changed by other than the model.</summary>
    internal void BeforeChange()
    {
        Settle();
        _ahead?.Discard();
    }

    /// <summary>Settles what is under way before weights are handed out, to be changed whenever the user likes.</summary>
    internal void BeforeSharing()
    {
        Settle();
        _ahead?.Stop();
    }

    /// <summary>Forgets spikes and rates under way through delays of its own.</summary>
    internal void ClearDelays() => DelayLine?.Clear();

    /// <summary>Takes back what compiling made, so that the network can be compiled anew.</summary>
    /// <param name="connector">The connector to build the synapses with then.</param>
    internal void Unbuild(Connector? connector)
    {
        _connector = connector;
        FreeSynapses();
    }

    /// <summary>Frees native memory.</summary>
    internal void Free()
    {
        FreeSynapses();
        _globals.Dispose();
    }

    private void FreeSynapses()
    {
        foreach (var system in _systems)
            (system as IDisposable)?.Dispose();
        _systems.Clear();
        foreach (var owned in _owned)
            owned.Dispose();
        _owned.Clear();
        _locals?.Dispose();
        _synapses?.Dispose();
        (_locals, _slotColumns, _newValues, _synapses, _postponed, _ahead) = (null, null, null, null, null, null);
    }

    /// <summary>Refuses pairs of populations the synapses cannot serve: rates reach sums and conductances, spikes only conductances.</summary>
    private protected virtual void CheckTransmission()
    {
        if (_model is not null)
            return;
        if (Pre.Whole.IsSpiking && !Post.Whole.IsSpiking)
        {
            throw new InvalidOperationException(
                $"Projection {Label}: rate-coded neurons do not receive spikes of spiking ones; use a {nameof(DecodingProjection)} to turn them into rates.");
        }

        if (!Pre.Whole.IsSpiking && !Pre.Whole.Columns.Contains("r"))
            throw new InvalidOperationException($"Projection {Label}: the pre-synaptic neurons have no rate 'r' to transmit.");
    }
}
