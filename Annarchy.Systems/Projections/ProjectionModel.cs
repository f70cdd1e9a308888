using Annarchy.Connectivity;
using Annarchy.Models;
using Annarchy.Programs;
using Annarchy.Projections;
using Annarchy.Storage;
using Annarchy.Synapses;

namespace Annarchy;

/// <content>The synapse model and the columns it works on.</content>
public partial class Projection
{
    private readonly SynapseModel? _model;
    private readonly ColumnTable _globals;
    private ColumnTable? _locals;
    private double[]? _startOfGlobals;

    /// <summary>Attributes of the model; none but the weight for the default synapse.</summary>
    /// <summary>The synapse model; null for the default one.</summary>
    internal SynapseModel? Model => _model;

    private IReadOnlyList<AttributeDefinition> Definitions => _model?.Program.Attributes ?? (IReadOnlyList<AttributeDefinition>)[];

    /// <summary>Memory of values, ranks and delays.</summary>
    internal nuint ByteCount => Built.ByteCount + _globals.ByteCount + _locals!.ByteCount + (_postponed?.ByteCount ?? 0) + (_ahead?.ByteCount ?? 0);

    /// <summary>The step of the last event of each synapse, where the model needs it.</summary>
    private SynapticAttribute? LastEvent =>
        _locals!.TryGet(SlotNames.LastEvent, out var column) ? new SynapticAttribute(column.Name, Locality.Local, column) : null;

    /// <summary>Gives <c>dt</c> of clock-driven equations the time since they were evaluated last.</summary>
    internal void SetUpdateInterval()
    {
        var (column, interval) = (_globals[ProjectionSlots.UpdateInterval.Name], UpdatePeriod * Network.TimeStep);
        if (!column[0].Equals(interval))
            column[0] = interval;
    }

    /// <summary>Columns of what the projection has one value of; they exist from the start.</summary>
    private ColumnTable CreateGlobalColumns()
    {
        var columns = new ColumnTable(Network.Precision);
        columns.Add(ProjectionSlots.UpdateInterval.Name, AttributeKind.Real, 1).Fill(Network.TimeStep);
        foreach (var attribute in Definitions.Where(IsKept))
        {
            if (attribute.Locality == Locality.Global)
                columns.Add(attribute.Name, attribute.Kind, 1).Fill(attribute.InitialValue);
        }

        return columns;
    }

    /// <summary>Columns of dendrites and synapses.</summary>
    private ColumnTable CreateLocalColumns()
    {
        var columns = new ColumnTable(Network.Precision);
        foreach (var attribute in Definitions.Where(IsKept))
        {
            if (attribute.Locality != Locality.Global)
                columns.Add(attribute.Name, attribute.Kind, attribute.Locality == Locality.Local ? Connectivity.SlotCount : Connectivity.Size);
        }

        if (_model is { Program.HasEventDriven: true })
            columns.Add(SlotNames.LastEvent, AttributeKind.Integer, Connectivity.SlotCount);
        return columns;
    }

    /// <summary>Makes the columns of dendrites and synapses, and gives all attributes their values at the start.</summary>
    private void AddColumns()
    {
        _locals?.Dispose();
        _locals = CreateLocalColumns();
        _slotColumns = null;
        for (var i = 0; i < Definitions.Count; i++)
        {
            if (IsKept(Definitions[i]))
                SetInitialValue(i, keepsGlobals: true);
        }

        ForgetEvents();
        _startOfGlobals = [.. _globals.Columns.Select(c => c[0])];
    }

    /// <summary>Whether an attribute has a column of the table; the weight is kept with the synapses.</summary>
    private static bool IsKept(AttributeDefinition attribute) => attribute.Name != WeightName;

    private void SetInitialValue(int index, bool keepsGlobals)
    {
        var attribute = Definitions[index];
        var column = AttributeColumn(attribute);
        if (attribute.InitialDistribution is { } distribution)
            Network.DrawInitial(distribution, column, RandomObject, index);
        else if (!keepsGlobals || attribute.Locality != Locality.Global)
            column.Fill(attribute.InitialValue);
    }

    private Column AttributeColumn(AttributeDefinition attribute) =>
        attribute.Locality == Locality.Global ? _globals[attribute.Name] : _locals![attribute.Name];

    private void ForgetEvents()
    {
        if (_locals!.TryGet(SlotNames.LastEvent, out var lastEvent))
            lastEvent.Fill(SlotNames.NeverSpiked);
    }

    /// <summary>Gives all attributes but the weight the values they had when the network was compiled.</summary>
    private void RestoreAttributes()
    {
        for (var i = 0; i < Definitions.Count; i++)
        {
            if (IsKept(Definitions[i]))
                SetInitialValue(i, keepsGlobals: false);
        }

        for (var i = 0; i < _startOfGlobals!.Length; i++)
            _globals.Columns[i].Fill(_startOfGlobals[i]);
        ForgetEvents();
    }

    /// <summary>The column of a slot of the model's programs.</summary>
    private protected Column ColumnOf(Slot slot) => slot.Owner switch
    {
        SlotOwner.Network => Network.NetworkColumn(slot.Name),
        SlotOwner.Pre => Pre.Whole.Columns[slot.Name],
        SlotOwner.Post => Post.Whole.Columns[slot.Name],
        SlotOwner.Self when slot.Name == WeightName => WeightColumn,
        SlotOwner.Self => _globals.TryGet(slot.Name, out var global) ? global : _locals![slot.Name],
        _ => throw new InvalidOperationException($"A synapse has no slot '{slot}'."),
    };

    /// <summary>Tells the populations what the model needs of them.</summary>
    private void RequireOfPopulations(SynapseModel model)
    {
        foreach (var operation in model.Program.PreOperations)
            Pre.Whole.RequireOperation(operation);
        foreach (var operation in model.Program.PostOperations)
            Post.Whole.RequireOperation(operation);
        RequirePast(Connectivity.MaxDelay);
    }

    /// <summary>Whether what synapses do in every step reads the past of pre-synaptic variables when there are delays.</summary>
    private bool ReadsPast => Connectivity.Order == StorageOrder.ByPost || _model is not null;

    /// <summary>Whether the past of pre-synaptic variables is kept.</summary>
    private bool HadDelays { get; set; }

    /// <summary>Has the past of the pre-synaptic variables kept that are read with delays.</summary>
    private void RequirePast(int steps)
    {
        if (steps <= 1)
            return;
        if (_model is null)
        {
            Pre.Whole.RequireHistory("r", steps);
            return;
        }

        var (updates, frozen) = (_model.Program.Updates, _model.Program.UpdatesWithoutPlasticity);
        foreach (var slot in new[] { _model.Psp, updates.Local, frozen.Local }.OfType<UpdateProgram>().SelectMany(p => p.Slots).Where(SynapseSystems.CanBeDelayed))
        {
            if (slot.Locality == Locality.Global && Connectivity.UniformDelay is null)
            {
                throw new InvalidOperationException(
                    $"Projection {Label}: '{slot}' has one value for the population, so it cannot be read with the delay of every synapse.");
            }

            Pre.Whole.RequireHistory(slot.Name, steps);
        }
    }

    /// <summary>How the synapses of a pattern are to be stored.</summary>
    internal BuildOptions OptionsOf(PatternConnector connector)
    {
        var order = _model?.Order ?? (Pre.Whole.IsSpiking ? StorageOrder.ByPre : StorageOrder.ByPost);
        var format = FormatOf(connector);
        var changes = _model is { Program.Creating: not null } or { Program.Pruning: not null };
        if (changes && format == StorageFormat.Dense)
            throw new InvalidOperationException($"Projection {Label}: synapses that are created or pruned cannot be stored densely.");
        if (format == StorageFormat.Automatic && (changes || (connector.Pattern.ExcludesSelf && _model is { Program.Operation: not "sum" })))
            format = StorageFormat.Sparse;
        if (_weightPrecision == WeightPrecision.Half && Network.Device is not null)
            throw new InvalidOperationException($"Projection {Label}: weights in half precision are for networks that run on the processor.");
        return new BuildOptions(
            Label,
            order,
            format,
            Network.Precision,
            Network.TimeStep,
            !connector.ForceMultipleWeights && _model is null or { AllowsSingleWeight: true },
            Environment.ProcessorCount,
            IsPlain: _model is null && !Borrowers.Any(),
            _weightPrecision);
    }
}
