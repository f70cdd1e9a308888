using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Models;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Projections;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Synapses;

/// <summary>Makes the systems that run a synapse model, in the order they act.</summary>
/// <param name="projection">The synapses.</param>
/// <param name="model">Their model.</param>
/// <param name="columnOf">Finds the column of a slot.</param>
/// <param name="memory">Memory of many instances of the network; null for the network itself.</param>
internal sealed class SynapseSystems(Projection projection, SynapseModel model, Func<Slot, Column> columnOf, InstanceMemory? memory = null)
{
    private readonly SynapseProgram _program = model.Program;
    private readonly SynapticConnectivity _connectivity = projection.Connectivity;
    private readonly Network _network = projection.Network;
    /// <summary>Synapses per pre-synaptic neuron from which on post-synaptic spikes are better postponed.</summary>
    private const int LongRow = 32;

    private readonly List<(Stage Stage, ISystem System)> _systems = [];
    private UpdateProgram? _updateWithPsp;
    private SynapseTraversal? _dendrites;
    private SynapseTraversal? _senders;

    /// <summary>The traversals the systems share; they live as long as the systems.</summary>
    public IEnumerable<IDisposable> Traversals => new[] { _dendrites, _senders }.OfType<IDisposable>();

    /// <summary>Post-synaptic spikes that are put off; null if they act at once, or do nothing.</summary>
    public PostponedSpikes? Postponed { get; private set; }

    /// <summary>Weighted sums made a step ahead; null if there are none.</summary>
    public SumsAhead? Ahead { get; private set; }

    private SynapseTraversal Dendrites => _dendrites ??= SynapseTraversal.ByDendrites(_connectivity);

    private SynapseTraversal Senders => _senders ??= SynapseTraversal.BySenders(_connectivity);

    /// <summary>Whichever goes through the synapses as they lie in memory.</summary>
    private SynapseTraversal Stored => _connectivity.Order == StorageOrder.ByPost ? Dendrites : Senders;

    public IReadOnlyList<(Stage Stage, ISystem System)> Create()
    {
        Postponed = memory is null ? Postpone() : null;
        AddSpikes();
        if (model.Psp is not null)
            AddPsp();
        AddUpdates();
        AddPostSpikes();
        AddStructure();
        return _systems;
    }

    private void AddSpikes()
    {
        var (updates, frozen) = (_program.Updates, _program.UpdatesWithoutPlasticity);
        var hasOneDelay = _connectivity.UniformDelay is not null;
        if (updates.PreAxonSpike is not null && projection.Pre.Whole.AxonSpikes is { } axonal)
        {
            var onAxonSpike = Bind(updates.PreAxonSpike, frozen.PreAxonSpike, Senders);
            _systems.Add((Stage.Transmission, new SpikeEventSystem(projection, Senders, onAxonSpike, memory.Map(axonal), isAxonal: true, Postponed)));
        }

        if (model.DeliversWeights && hasOneDelay)
            _systems.Add((Stage.Transmission, TransmissionSystems.Create(projection, memory)));
        else if (model.DeliversWeights)
            AddDelayedEvent(SynapseModel.Delivery(projection.Targets), SynapseModel.Delivery(projection.Targets));

        if (updates.PreSpike is null && frozen.PreSpike is null)
            return;
        if (!hasOneDelay)
        {
            AddDelayedEvent(updates.PreSpike, frozen.PreSpike);
            return;
        }

        var onSpike = Bind(updates.PreSpike, frozen.PreSpike, Senders);
        _systems.Add((Stage.Transmission, new SpikeEventSystem(
            projection, Senders, onSpike, memory.Map(projection.Pre.Whole.Spikes!), isAxonal: false, Postponed, CatchUp())));
    }

    private void AddDelayedEvent(UpdateProgram? plastic, UpdateProgram? frozen) => _systems.Add((
        Stage.Transmission,
        new DelayedEventSystem(projection, (SparseSenderTraversal)Senders, Bind(plastic, frozen, Senders), memory.Map(projection.Pre.Whole.Spikes!), Postponed)));

    private void AddPsp()
    {
        var reduction = ReductionOf(_program);
        Column[] targets = [.. projection.Targets.Select(t => memory.Map(projection.Post.Whole.RequireTarget(t)))];
        if (_connectivity is SharedWeightConnectivity shared)
        {
            AddSharedPsp(shared, reduction, targets);
            return;
        }

        if (_connectivity.Order == StorageOrder.ByPre && reduction == Reduction.Sum)
        {
            var program = model.PspToTargets(projection.Targets, projection.Post.Whole.IsSpiking);
            _systems.Add((Stage.Transmission, new SenderPspSystem(projection, Senders, Bind(program, Senders, isDelayed: true))));
            return;
        }

        if (_program.IsDefaultPsp && reduction == Reduction.Sum && TransmissionSystems.CanSum(_connectivity))
        {
            AddSums(targets);
            return;
        }

        var contribution = Bind(model.Psp!, Dendrites, isDelayed: true, reduction);
        _systems.Add((Stage.Transmission, new PspSystem(projection, new DendriteSums(Dendrites, contribution, targets))));
    }

    private void AddSharedPsp(SharedWeightConnectivity shared, Reduction reduction, Column[] targets)
    {
        if (SharedWeightSystems.TryCreate(projection, shared, model.Psp!, _program.Operation, SourceOf, memory.Map(projection.WeightColumn), targets) is { } fast)
        {
            _systems.Add((Stage.Transmission, fast));
            return;
        }

        var inputs = new PaddedInputs(shared.Rule.Padding);
        var padded = new Dictionary<Slot, SlotSource>();
        var members = Math.Clamp(shared.Size, 1, _network.Team.Size);
        var sums = new DendriteSums[members];
        for (var member = 0; member < members; member++)
        {
            var dendrites = new SharedDendriteTraversal(shared);
            sums[member] = new DendriteSums(dendrites, Bind(model.Psp!, dendrites, PaddedSourceOf, reduction), targets);
        }

        _systems.Add((Stage.Transmission, new SharedPspSystem(projection, inputs, sums)));

        SlotSource SourceOf(Slot slot) => Source(slot, null, isDelayed: true);

        SlotSource PaddedSourceOf(Slot slot)
        {
            if (slot is not { Owner: SlotOwner.Pre, Locality: not Locality.Global })
                return SourceOf(slot);
            if (!padded.TryGetValue(slot, out var source))
                padded[slot] = source = inputs.Add(SourceOf(slot));
            return source;
        }
    }

    /// <summary>Plain weighted sums, made in the pass that changes the weights where there is one and no delays.</summary>
    private void AddSums(Column[] targets)
    {
        _updateWithPsp = _connectivity.MaxDelay == 1 && _program.Updates.Local is { } update ? model.WithPsp(update) : null;
        if (_updateWithPsp is null)
        {
            _systems.Add((Stage.Transmission, TransmissionSystems.Create(projection, memory)));
            return;
        }

        // The ready-made sums of dense synapses fuse products and sums, so that they have other bits than those made ahead.
        ISystem sums = _connectivity is DenseConnectivity
            ? new PspSystem(projection, new DendriteSums(Dendrites, Bind(model.Psp!, Dendrites, isDelayed: false), targets))
            : TransmissionSystems.Create(projection, memory);
        if (memory is not null)
        {
            _systems.Add((Stage.Transmission, sums));
            return;
        }

        Ahead = new SumsAhead(projection);
        _systems.Add((Stage.Transmission, new AheadSumSystem(projection, Ahead, targets, sums)));
    }

    private void AddUpdates()
    {
        var (updates, frozen) = (_program.Updates, _program.UpdatesWithoutPlasticity);
        if (updates is { Global: null, Semiglobal: null, Local: null })
            return;
        var perDendrite = Bind(updates.Semiglobal, frozen.Semiglobal, new DendritePass(_connectivity));
        var perSynapse = Bind(Ahead is null ? updates.Local : _updateWithPsp, frozen.Local, Stored, isDelayed: true);
        var global = (BindGlobal(updates.Global), BindGlobal(frozen.Global));
        _systems.Add((Stage.Plasticity, new SynapseUpdateSystem(projection, Stored, global, perDendrite, perSynapse, Ahead)));
    }

    private void AddPostSpikes()
    {
        var (plastic, frozen) = (_program.Updates.PostSpike, _program.UpdatesWithoutPlasticity.PostSpike);
        if (plastic is null && frozen is null)
            return;
        if (Postponed is not null)
        {
            _systems.Add((Stage.Plasticity, Postponed));
            return;
        }

        var onSpike = Bind(plastic, frozen, Dendrites);
        _systems.Add((Stage.Plasticity, new SpikeEventSystem(projection, Dendrites, onSpike, memory.Map(projection.Post.Whole.Spikes!), isAxonal: false)));
    }

    /// <summary>
    /// Puts post-synaptic spikes off where nothing but events of this projection touches synapses and they lie in long rows by pre-synaptic neuron.
    /// </summary>
    private PostponedSpikes? Postpone()
    {
        var (plastic, frozen) = (_program.Updates.PostSpike, _program.UpdatesWithoutPlasticity.PostSpike);
        if (_program.Updates is not { Global: null, Semiglobal: null, Local: null } || model.Psp is not null || model.DeliversWeights
            || (plastic ?? frozen) is null || _connectivity.Order == StorageOrder.ByPost
            || _connectivity.Count < (long)LongRow * _connectivity.PreSize || projection.Borrowers.Any())
        {
            return null;
        }

        var later = plastic is null ? null : PostponedProgram.TryMake(plastic);
        var laterFrozen = ReferenceEquals(plastic, frozen) ? later : frozen is null ? null : PostponedProgram.TryMake(frozen);
        if ((plastic is not null && later is null) || (frozen is not null && laterFrozen is null))
            return null;
        return new PostponedSpikes(projection, Senders, Dendrites, (rows, steps, seen) => Bind(
            later,
            laterFrozen,
            rows,
            slot => slot == PostponedProgram.Spike ? new SlotSource(steps) : slot == PostponedProgram.Seen ? new SlotSource(seen) : new SlotSource(ColumnOf(slot))));
    }

    /// <summary>
    /// The arrival of a spike together with the post-synaptic spike before it, where what is the same for all synapses of a neuron costs nothing to read.
    /// </summary>
    private CaughtUpEvent? CatchUp()
    {
        if (Postponed is null || Senders.Other.Kind != AccessKind.Row || _program.Updates is not { PreSpike: { } arriving, PostSpike: { } spike })
            return null;
        var program = CaughtUpProgram.Of(PostponedProgram.TryMake(spike)!, arriving);
        var columns = new Dictionary<Slot, SlotSource>
        {
            [PostponedProgram.Spike] = new SlotSource(Postponed.Newest),
            [PostponedProgram.Seen] = new SlotSource(Postponed.SeenBefore),
        };
        Column[] decays = [.. (program.Decays?.Stores ?? []).Select(s => new Column(s.Target.Name, s.Target.Kind, _network.Precision, projection.Post.Whole.Size))];
        for (var i = 0; i < decays.Length; i++)
            columns.Add(program.Decays!.Stores[i].Target, new SlotSource(decays[i]));
        return new CaughtUpEvent(
            Bind(program.Arrival, Senders, SourceOf), program.Decays is null ? null : Bind(program.Decays, new DendritePass(_connectivity), SourceOf), decays);

        SlotSource SourceOf(Slot slot) => columns.TryGetValue(slot, out var source) ? source : Source(slot, Senders, isDelayed: false);
    }

    private void AddStructure()
    {
        if (_connectivity is not SparseConnectivity sparse)
            return;
        if (_program.Pruning is { } pruning)
            Add(pruning, Stored, projection.Pruning, ReadsPostSpikeStores(pruning.Condition) ? Postponed : null);
        if (_program.Creating is { } creating)
        {
            var ends = projection.Ends;
            Add(creating, new PairTraversal(sparse, ends.IsWholePre ? null : ends.PreRanks()), projection.Creating, null);
        }

        void Add(StructuralProgram program, SynapseTraversal rows, StructuralSchedule schedule, PostponedSpikes? unseen)
        {
            StructuralSearch search;
            if (program.Probability < ChanceSearch.MostLikely)
            {
                var picks = new PickTraversal(sparse);
                var condition = Bind(program.Condition, picks, isDelayed: false);
                search = new ChanceSearch(sparse, program.Probability, rows, picks, condition, unseen, () => projection.SlotColumns);
            }
            else
            {
                search = new ThoroughSearch(sparse, program.Probability, rows, Bind(program.Condition, rows, isDelayed: false), unseen);
            }

            _systems.Add((Stage.StructuralPlasticity, new StructuralSystem(projection, program, search, schedule, Postponed)));
        }
    }

    /// <summary>Whether a condition depends on what post-synaptic spikes do to synapses.</summary>
    private bool ReadsPostSpikeStores(UpdateProgram condition)
    {
        UpdateProgram?[] programs = [_program.Updates.PostSpike, _program.UpdatesWithoutPlasticity.PostSpike];
        return programs.Any(p => p is not null && p.Stores.Any(s => condition.Slots.Contains(s.Target)));
    }

    private SwitchedBinding Bind(UpdateProgram? plastic, UpdateProgram? frozen, SynapseTraversal rows, bool isDelayed = false) =>
        Bind(plastic, frozen, rows, slot => Source(slot, rows, isDelayed));

    private SwitchedBinding Bind(UpdateProgram? plastic, UpdateProgram? frozen, SynapseTraversal rows, Func<Slot, SlotSource> source)
    {
        var first = plastic is null ? null : Bind(plastic, rows, source);
        return new SwitchedBinding(first, ReferenceEquals(plastic, frozen) ? first : frozen is null ? null : Bind(frozen, rows, source));
    }

    private SynapseBinding Bind(UpdateProgram program, SynapseTraversal rows, bool isDelayed, Reduction reduction = Reduction.Sum) =>
        Bind(program, rows, slot => Source(slot, rows, isDelayed), reduction);

    private SynapseBinding Bind(UpdateProgram program, SynapseTraversal rows, Func<Slot, SlotSource> source, Reduction reduction = Reduction.Sum) => new(
        program,
        rows,
        source,
        (ISynapseKernelBackend)_network.KernelCompiler,
        reduction,
        _network.Precision,
        projection.RandomObject,
        _network.Team.Size);

    private ProgramBinding? BindGlobal(UpdateProgram? program) => program is null
        ? null
        : new ProgramBinding(program, _network.KernelCompiler.Compile(program, _network.Precision), _network.Precision, 1, ColumnOf, projection.RandomObject);

    private SlotSource Source(Slot slot, SynapseTraversal? rows, bool isDelayed)
    {
        if (!isDelayed || !IsDelayed(slot, _connectivity))
            return new SlotSource(ColumnOf(slot));
        var past = memory.Map(projection.Pre.Whole.RequireHistory(slot.Name, _connectivity.MaxDelay));
        if (_connectivity.UniformDelay is null && rows is SparseSenderTraversal senders)
            senders.IndexPast(past.Stride);
        return new SlotSource(past.Source, past, _connectivity);
    }

    private Column ColumnOf(Slot slot) => memory.Map(columnOf(slot));

    /// <summary>How the synapses of a dendrite are combined.</summary>
    public static Reduction ReductionOf(SynapseProgram program) => program.Operation switch
    {
        "max" => Reduction.Maximum,
        "min" => Reduction.Minimum,
        "mean" => Reduction.Mean,
        _ => Reduction.Sum,
    };

    /// <summary>Whether a slot is read as it was the delay of the synapse ago.</summary>
    public static bool IsDelayed(Slot slot, SynapticConnectivity connectivity) => CanBeDelayed(slot) && connectivity.MaxDelay > 1;

    /// <summary>Whether a slot is read delayed where there are delays.</summary>
    public static bool CanBeDelayed(Slot slot) => slot.Owner == SlotOwner.Pre && slot.Name != SlotNames.LastSpike;
}
