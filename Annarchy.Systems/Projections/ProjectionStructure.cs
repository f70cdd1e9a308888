using Annarchy.Connectivity;
using Annarchy.Models;
using Annarchy.Randomness;
using Annarchy.Storage;
using Annarchy.Synapses;

namespace Annarchy;

/// <content>Creating and pruning synapses.</content>
public partial class Projection
{
    private readonly StructuralSchedule _creating = new();
    private readonly StructuralSchedule _pruning = new();
    private Column[]? _slotColumns;
    private NewValue[]? _newValues;

    /// <summary>Whether synapses are created where the condition of the synapse model holds.</summary>
    public bool IsCreating => _creating.IsOn;

    /// <summary>Whether synapses are pruned where the condition of the synapse model holds.</summary>
    public bool IsPruning => _pruning.IsOn;

    /// <summary>Begins to create synapses where the condition <c>creating</c> of the synapse model holds.</summary>
    /// <param name="period">Time between two evaluations, ms, counted from time 0; null for every step.</param>
    /// <exception cref="InvalidOperationException">
    /// The synapse model has no such condition, or the network was configured without structural plasticity.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive and finite.</exception>
    public void StartCreating(double? period = null) => Start(_creating, _model?.Program.Creating, "creating", period);

    /// <summary>Creates no more synapses.</summary>
    public void StopCreating() => _creating.Stop();

    /// <summary>Begins to prune synapses where the condition <c>pruning</c> of the synapse model holds.</summary>
    /// <inheritdoc cref="StartCreating" path="/param|/exception"/>
    public void StartPruning(double? period = null) => Start(_pruning, _model?.Program.Pruning, "pruning", period);

    /// <summary>Prunes no more synapses.</summary>
    public void StopPruning() => _pruning.Stop();

    internal StructuralSchedule Creating => _creating;

    internal StructuralSchedule Pruning => _pruning;

    /// <summary>Creates a synapse that does not exist yet; whoever does sees to it that post-synaptic spikes put off do not act on it.</summary>
    /// <param name="dendrite">Number of the dendrite.</param>
    /// <param name="pre">Rank of the pre-synaptic neuron.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="delay">Its delay, ms; null for that of the other synapses, or one step where they differ.</param>
    /// <returns>Its slot.</returns>
    internal int CreateSynapse(int dendrite, int pre, double weight, double? delay)
    {
        var connectivity = Loosened();
        var steps = delay is { } given ? DelaySteps.From(given, Network.TimeStep, Label) : connectivity.UniformDelay ?? 1;
        if (connectivity.UniformDelay is { } uniform && steps != uniform)
        {
            throw new ArgumentException(
                $"Projection {Label}: all synapses have a delay of {uniform * Network.TimeStep} ms, a new one cannot have {delay} ms.", nameof(delay));
        }

        if (steps > connectivity.MaxDelay)
        {
            throw new ArgumentException(
                $"Projection {Label}: the longest delay is {connectivity.MaxDelay * Network.TimeStep} ms, a new synapse cannot have {delay} ms.", nameof(delay));
        }

        if (HasSingleWeight && !weight.Equals(WeightColumn[0]))
            CheckLocal(Find(WeightName));
        var slot = connectivity.Create(dendrite, pre, steps, SlotColumns);
        foreach (var (column, number, distribution) in _newValues!)
            column[slot] = distribution is null ? number : Network.DrawAssigned(distribution, 1)[0];
        if (!HasSingleWeight)
            WeightColumn[slot] = weight;
        return slot;
    }

    /// <summary>Removes a synapse.</summary>
    internal void PruneSynapse(int dendrite, int pre, int slot) => Loosened().Prune(dendrite, pre, slot, SlotColumns);

    /// <summary>The connectivity, if synapses can be created and pruned in it, with all of them up to date.</summary>
    /// <exception cref="InvalidOperationException">The synapses are stored densely, or the network is configured to keep its synapses.</exception>
    internal SparseConnectivity Editable()
    {
        BeforeChange();
        return Loosened();
    }

    /// <summary>The connectivity, in a form in which synapses can be created and pruned.</summary>
    internal SparseConnectivity Loosened()
    {
        CheckOwnsSynapses();
        CheckStructuralPlasticity();
        _ahead?.Discard();
        if (Connectivity is BitmapConnectivity bitmap)
        {
            _synapses = Built with { Connectivity = bitmap.ToSparse() };
            bitmap.Dispose();
        }

        var connectivity = Connectivity as SparseConnectivity ?? throw new InvalidOperationException(
            $"Projection {Label}: synapses stored densely cannot be created or pruned; let the connector store them sparsely.");
        if (!connectivity.Rows.IsLoose)
            connectivity.PrepareChanges(SlotColumns);
        return connectivity;
    }

    private void Start(StructuralSchedule schedule, StructuralProgram? program, string what, double? period)
    {
        if (program is null)
            throw new InvalidOperationException($"Projection {Label}: the synapse model has no condition '{what}'.");
        CheckStructuralPlasticity();
        if (period is { } ms && !(ms > 0.0 && double.IsFinite(ms)))
            throw new ArgumentOutOfRangeException(nameof(period), period, $"Projection {Label}: a period is positive and finite.");
        schedule.Start(period is null ? 1 : Math.Max(1, (long)Math.Round(period.Value / Network.TimeStep)));
    }

    private void CheckStructuralPlasticity()
    {
        if (!Network.StructuralPlasticity)
        {
            throw new InvalidOperationException(
                $"Projection {Label}: the network was configured without structural plasticity; set {nameof(NetworkConfiguration)}.{nameof(NetworkConfiguration.StructuralPlasticity)}.");
        }
    }

    /// <summary>All columns that have a row per slot.</summary>
    internal Column[] SlotColumns
    {
        get
        {
            if (_slotColumns is { } known)
                return known;
            _newValues = [.. NewValues()];
            return _slotColumns = [.. _newValues.Select(v => v.Column)];
        }
    }

    /// <summary>Columns that have a row per slot, and what new synapses get there; the weight, which is given, first.</summary>
    private IEnumerable<NewValue> NewValues()
    {
        if (!HasSingleWeight)
            yield return new NewValue(WeightColumn, 0.0, null);
        foreach (var definition in Definitions)
        {
            if (definition.Locality == Locality.Local && IsKept(definition))
                yield return new NewValue(_locals![definition.Name], definition.InitialValue, definition.InitialDistribution);
        }

        if (LastEvent is { } lastEvent)
            yield return new NewValue(lastEvent.Column, Programs.SlotNames.NeverSpiked, null);
    }

    /// <summary>What a new synapse gets in a column.</summary>
    private readonly record struct NewValue(Column Column, double Number, RandomDistribution? Distribution);
}
