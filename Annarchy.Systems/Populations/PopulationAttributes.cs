using Annarchy.Language;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy;

/// <content>Reading and writing attributes.</content>
public partial class Population
{
    /// <summary>The values of an attribute in place: writing to the span changes the network.</summary>
    /// <typeparam name="T">
    /// <c>double</c> or <c>float</c> for reals, as the network's <see cref="Precision"/> says, <c>long</c> or <c>int</c> for integers and
    /// truth values.
    /// </typeparam>
    /// <param name="attribute">Name of a parameter or variable.</param>
    /// <returns>One element per neuron, one for a population-wide attribute; valid until the network is disposed.</returns>
    /// <exception cref="KeyNotFoundException">There is no such attribute.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the type of the elements.</exception>
    public Span<T> AsSpan<T>(string attribute)
        where T : unmanaged => ColumnOf(attribute).AsSpan<T>();

    /// <summary>The weighted sum or conductance a target feeds: <c>sum(target)</c> of a rate-coded neuron, <c>g_target</c> of a spiking one.</summary>
    /// <param name="target">Name of the target.</param>
    /// <returns>A copy of the values the neurons saw last; zeros when nothing has the target.</returns>
    public Values Sum(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        Network.CheckNotDisposed();
        var name = IsSpiking ? SlotNames.Conductance(target) : SlotNames.Sum(target);
        return Columns.Contains(name) ? Read(name, null) : Values.Own(new double[Size], Geometry.Shape);
    }

    /// <summary>Refractory period, ms, of models that give it as a number; one per neuron. It takes effect with the next spike.</summary>
    /// <exception cref="InvalidOperationException">
    /// The model has no refractory period, or takes it from an attribute, which is to be set instead.
    /// </exception>
    public Values Refractory
    {
        get => Read(RefractoryColumn(), null);
        set
        {
            var name = RefractoryColumn();
            foreach (var period in value)
            {
                if (!double.IsFinite(period) || period < 0.0)
                    throw new ArgumentException($"A refractory period is a finite number of ms, at least 0; {period} is none.", nameof(value));
            }

            Write(name, value, null);
        }
    }

    internal Column ColumnOf(string attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Network.CheckNotDisposed();
        if (Columns.TryGet(attribute, out var column))
            return column;
        var hint = NearestName.Find(attribute, Attributes) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        throw new KeyNotFoundException($"Population '{Name}' has no attribute '{attribute}'.{hint} It has: {string.Join(", ", Attributes)}.");
    }

    internal Values Read(string attribute, PopulationView? view)
    {
        var column = ColumnOf(attribute);
        if (IsGlobal(column))
            return column[0];
        if (view is null)
            return Values.Own(column.ToArray(), Geometry.Shape);
        var items = new double[view.Size];
        for (var i = 0; i < items.Length; i++)
            items[i] = column[view.RankSpan[i]];
        return Values.Own(items, view.Geometry.Shape);
    }

    internal void Write(string attribute, Values values, PopulationView? view)
    {
        var column = ColumnOf(attribute);
        CheckAssignment(attribute, values);
        ColumnWriter.Write(this, column, values, view);
    }

    internal double ReadRow(string attribute, int rank)
    {
        var column = ColumnOf(attribute);
        return column[IsGlobal(column) ? 0 : rank];
    }

    internal void WriteRow(string attribute, double value, int rank)
    {
        Geometry.CheckRank(rank);
        Write(attribute, value, new PopulationView(this, [rank]));
    }

    /// <summary>The column of a variable to record, and whether it is a sum or conductance, which neurons see before they change it.</summary>
    /// <exception cref="ArgumentException">There is no such variable, or it is a parameter.</exception>
    internal (Column Column, bool IsInput) RecordedColumn(string variable)
    {
        if (variable.StartsWith("sum(", StringComparison.Ordinal) && variable.EndsWith(')'))
        {
            var target = variable[4..^1].Trim();
            if (target.Length > 0)
                return (RequireTarget(target), true);
        }

        if (Program.Attributes.Any(a => a.Name == variable && a.IsParameter))
            throw new ArgumentException($"'{variable}' of '{Name}' is a parameter: only variables are recorded.");
        if (Columns.TryGet(variable, out var column))
            return (column, Program.Targets.Any(t => SlotNames.Conductance(t) == variable || SlotNames.Sum(t) == variable));
        var hint = NearestName.Find(variable, Variables) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        throw new ArgumentException($"Population '{Name}' has no variable '{variable}'.{hint} It has: {string.Join(", ", Variables)}.");
    }

    /// <summary>Whether a column has one row for all neurons.</summary>
    internal bool IsGlobal(Column column) =>
        column.Length == 1
        && (Size > 1 || Program.Attributes.Any(a => a.Name == column.Name && a.Locality == Locality.Global));

    /// <summary>Refuses attributes that are not the user's to set, and values they cannot have.</summary>
    private protected virtual void CheckAssignment(string attribute, Values values)
    {
    }

    private string RefractoryColumn()
    {
        if (!Program.HasRefractory)
            throw new InvalidOperationException($"The neurons of '{Name}' have no refractory period: give their model one.");
        if (Program.RefractoryPeriod is null)
            throw new InvalidOperationException($"The refractory period of '{Name}' is an attribute of the model: set that attribute.");
        return SlotNames.Refractory;
    }
}
