using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Models;
using Annarchy.Programs;
using Annarchy.Projections;
using Annarchy.Storage;
using Annarchy.Synapses;

namespace Annarchy.Devices;

/// <summary>Makes the systems that run a projection on the device, in the order they act; all of them, or none.</summary>
internal sealed class ProjectionKernels
{
    private readonly OnDevice _device;
    private readonly Projection _projection;
    private readonly SynapseModel? _model;
    private readonly SynapseArrays _arrays;
    private readonly SynapseSlots _slots;
    private readonly List<(Stage Stage, ISystem System)> _systems = [];

    private ProjectionKernels(OnDevice device, Projection projection, SynapseModel? model, Func<Slot, Column> column)
    {
        (_device, _projection, _model) = (device, projection, model);
        _arrays = new SynapseArrays(device, projection);
        _slots = new SynapseSlots(device, projection, column, _arrays);
    }

    /// <summary>The systems of a projection; null if it is left to the host.</summary>
    /// <param name="device">The network's side of the device.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="model">Its synapse model; null for the default one.</param>
    /// <param name="column">Finds the columns of slots.</param>
    public static IReadOnlyList<(Stage Stage, ISystem System)>? Create(
        OnDevice device, Projection projection, SynapseModel? model, Func<Slot, Column> column)
    {
        if (ReasonAgainst(projection, model, device.Memory.Device) is { } reason)
        {
            device.LeaveToHost(projection, reason);
            return null;
        }

        var kernels = new ProjectionKernels(device, projection, model, column);
        kernels.AddTransmission();
        if (model is not null)
            kernels.AddPlasticity(model.Program.Updates, model.Program.UpdatesWithoutPlasticity);
        return kernels._systems;
    }

    /// <summary>The system of a projection that decodes spikes; null if it is left to the host.</summary>
    /// <param name="device">The network's side of the device.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="column">Finds the columns of slots.</param>
    public static DecodingKernels? CreateDecoding(OnDevice device, DecodingProjection projection, Func<Slot, Column> column)
    {
        if (ReasonAgainst(projection, null, device.Memory.Device) is { } reason)
        {
            device.LeaveToHost(projection, reason);
            return null;
        }

        const string Arrivals = "arrivals";
        var arrivals = new Column(Arrivals, AttributeKind.Real, projection.Network.Precision, projection.Post.Whole.Size);
        var kernels = new ProjectionKernels(device, projection, null, slot => slot == ProjectionSlots.Conductance(Arrivals) ? arrivals : column(slot));
        kernels.RequirePastSpikes();
        var delivery = SynapseModel.Delivery([Arrivals]);
        return new DecodingKernels(device, projection, arrivals, kernels.Arrivals(delivery, delivery, projection.Pre.Whole.Spikes!, isAxonal: false));
    }

    private static string? ReasonAgainst(Projection projection, SynapseModel? model, IDevice device)
    {
        var isListed = projection.Connectivity is SharedWeightConnectivity or TransposedConnectivity;
        if (!isListed && projection.Connectivity is not (SparseConnectivity or DenseConnectivity))
            return $"{projection.Connectivity.FormatName} synapses have no kernels";
        if (isListed && (model is null ? projection.Pre.Whole.IsSpiking : !OnlyContributes(model)))
            return $"{projection.Connectivity.FormatName} synapses have kernels only for what they contribute in every step";
        if (model is null)
            return null;
        if (model.Program is { Creating: not null } or { Pruning: not null })
            return "synapses are created and pruned on the host";
        var (updates, frozen) = (model.Program.Updates, model.Program.UpdatesWithoutPlasticity);
        var programs = new[] { model.Psp }.Concat(ProgramsOf(updates)).Concat(ProgramsOf(frozen)).OfType<UpdateProgram>();
        return programs.All(p => CPrinter.Knows(p, device)) ? null : CPrinter.ReasonAgainst;
    }

    /// <summary>Whether synapses do nothing but contribute to sums, without chance.</summary>
    private static bool OnlyContributes(SynapseModel model) =>
        model is { Psp: { } psp, DeliversWeights: false }
        && ProgramsOf(model.Program.Updates).All(p => p is null)
        && psp.Slots.All(s => s.Owner != SlotOwner.Random)
        && !CPrinter.DrawsShaped(psp);

    private static UpdateProgram?[] ProgramsOf(SynapseUpdates updates) =>
        [updates.Global, updates.Semiglobal, updates.Local, updates.PreSpike, updates.PostSpike, updates.PreAxonSpike];

    private void AddTransmission()
    {
        RequirePastSpikes();
        if (_model is null)
        {
            if (_arrays.Connectivity.Order == StorageOrder.ByPre)
                AddDelivery();
            else
                AddContributions(DefaultPsp(), Reduction.Sum);
            return;
        }

        var (updates, frozen) = (_model.Program.Updates, _model.Program.UpdatesWithoutPlasticity);
        var pre = _projection.Pre.Whole;
        if (updates.PreAxonSpike is not null && pre.AxonSpikes is { } axonal)
            AddArrivals(updates.PreAxonSpike, frozen.PreAxonSpike, axonal, isAxonal: true);
        if (_model.DeliversWeights)
            AddDelivery();
        if (updates.PreSpike is not null || frozen.PreSpike is not null)
            AddArrivals(updates.PreSpike, frozen.PreSpike, pre.Spikes!, isAxonal: false);
        if (_model.Psp is { } psp)
            AddContributions(psp, SynapseSystems.ReductionOf(_model.Program));
    }

    private void AddPlasticity(SynapseUpdates updates, SynapseUpdates frozen)
    {
        if (updates is not { Global: null, Semiglobal: null, Local: null })
            _systems.Add((Stage.Plasticity, new SynapseUpdateKernels(_device, _projection, _arrays, _slots, updates, frozen)));
        if (updates.PostSpike is not null || frozen.PostSpike is not null)
            _systems.Add((Stage.Plasticity, new PostSpikeKernels(_device, _projection, _arrays, _slots, updates.PostSpike, frozen.PostSpike)));
    }

    private void AddDelivery()
    {
        var delivery = SynapseModel.Delivery(_projection.Targets);
        AddArrivals(delivery, delivery, _projection.Pre.Whole.Spikes!, isAxonal: false);
    }

    /// <summary>Spikes wait with the neurons that emitted them until the longest delay is over.</summary>
    private void RequirePastSpikes()
    {
        if (_arrays.Connectivity is { Order: StorageOrder.ByPre, UniformDelay: null })
            _projection.Pre.Whole.RequireSpikeDelay(_arrays.Connectivity.MaxDelay);
    }

    private void AddArrivals(UpdateProgram? plastic, UpdateProgram? frozen, SpikeRing spikes, bool isAxonal) =>
        _systems.Add((Stage.Transmission, Arrivals(plastic, frozen, spikes, isAxonal)));

    private ArrivalKernels Arrivals(UpdateProgram? plastic, UpdateProgram? frozen, SpikeRing spikes, bool isAxonal) =>
        new(_device, _projection, _arrays, _slots, plastic, frozen, spikes, isAxonal);

    private void AddContributions(UpdateProgram psp, Reduction reduction) =>
        _systems.Add((Stage.Transmission, new ContributionKernels(_device, _projection, _arrays, _slots, psp, reduction)));

    /// <summary><c>w * pre.r</c>.</summary>
    private static UpdateProgram DefaultPsp()
    {
        var nodes = new NodeFactory();
        var weight = nodes.Read(new Slot(SlotOwner.Self, "w", Locality.Local, AttributeKind.Real));
        var rate = nodes.Read(new Slot(SlotOwner.Pre, "r", Locality.Local, AttributeKind.Real));
        return new UpdateProgram("weighted sum", Locality.Local, [new Store(ProjectionSlots.Psp, nodes.Multiply(weight, rate))]);
    }
}
