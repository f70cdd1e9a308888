using System.Collections.Immutable;
using Annarchy.Models;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy;

/// <content>The columns behind a population.</content>
public partial class Population
{
    /// <summary>The name asked for, before the network gave one.</summary>
    internal string? RequestedName { get; }

    /// <summary>The name within the network.</summary>
    internal string? AssignedName { get; private set; }

    /// <summary>Place among the network's populations.</summary>
    internal int Index { get; private set; }

    /// <summary>The object number its random draws are keyed by.</summary>
    internal int RandomObject { get; private set; }

    internal bool IsAttached => _network is not null;

    internal ColumnTable Columns => _columns ?? throw NotAttached();

    internal NeuronProgram Program => _program ?? throw NotAttached();

    /// <summary>Makes the population part of a network and allocates its columns with the values at the start.</summary>
    internal void Attach(Network network, string name, int index, int randomObject)
    {
        if (_network is not null)
            throw new ArgumentException($"The population '{Name}' is already part of a network.");
        var program = Compile(network);
        var columns = new ColumnTable(network.Precision);
        try
        {
            foreach (var attribute in program.Attributes)
            {
                var column = columns.Add(attribute.Name, attribute.Kind, attribute.Locality == Locality.Global ? 1 : Size);
                if (attribute.InitialDistribution is { } distribution)
                    network.Draw(distribution, column, randomObject, columns.Columns.Count);
                else
                    column.Fill(attribute.InitialValue);
            }

            AddOwnColumns(program, columns);
        }
        catch
        {
            columns.Dispose();
            throw;
        }

        (_network, _program, _columns) = (network, program, columns);
        (AssignedName, Index, RandomObject) = (name, index, randomObject);
    }

    /// <summary>What the population's neurons are made of.</summary>
    private protected virtual NeuronProgram Compile(Network network) =>
        throw new NotSupportedException("Neurons given by equations need the equation compiler.");

    /// <summary>A program without equations, for inputs whose attributes are set from outside.</summary>
    private protected static NeuronProgram WithoutEquations(bool isSpiking, params ReadOnlySpan<AttributeDefinition> attributes) => new()
    {
        IsSpiking = isSpiking,
        Attributes = [.. attributes],
        Global = null,
        Local = new UpdateProgram("no equations", Locality.Local, []),
        Targets = [],
        SumsAllTargets = false,
        GlobalOperations = [],
        HasRefractory = false,
        RefractoryPeriod = null,
    };

    internal Column ColumnOf(string attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Network.CheckNotDisposed();
        return Columns.TryGet(attribute, out var column)
            ? column
            : throw new KeyNotFoundException($"Population '{Name}' has no attribute '{attribute}'. It has: {string.Join(", ", Attributes)}.");
    }

    internal Values Read(string attribute, PopulationView? view)
    {
        var column = ColumnOf(attribute);
        if (column.Length == 1 && Size != 1)
            return column[0];
        if (view is null)
            return Values.Own(column.ToArray(), Geometry.Shape);
        var items = new double[view.Size];
        for (var i = 0; i < items.Length; i++)
            items[i] = column[view.RankSpan[i]];
        return Values.Own(items, view.Geometry.Shape);
    }

    internal void Write(string attribute, Values values, PopulationView? view) =>
        ColumnWriter.Write(this, ColumnOf(attribute), values, view);

    internal double ReadRow(string attribute, int rank)
    {
        var column = ColumnOf(attribute);
        return column[column.Length == 1 ? 0 : rank];
    }

    internal void WriteRow(string attribute, double value, int rank)
    {
        var column = ColumnOf(attribute);
        column[column.Length == 1 ? 0 : rank] = value;
    }

    internal void Free() => _columns?.Dispose();

    private static void AddOwnColumns(NeuronProgram program, ColumnTable columns)
    {
        foreach (var operation in program.GlobalOperations)
            columns.Add(operation.SlotName, AttributeKind.Real, 1);
    }

    private InvalidOperationException NotAttached() => new(
        $"This {GetType().Name} is not part of a network yet: pass it to Network.Create first.");
}
