using System.Text.Json;
using Annarchy.Language;
using Annarchy.Persistence;

namespace Annarchy;

/// <content>Parameters in JSON.</content>
public partial class Network
{
    /// <summary>
    /// Saves parameters and constants as JSON to be edited and loaded again: an object with <c>populations</c> and <c>projections</c>, where
    /// each name leads to its parameters, <c>constants</c>, and <c>network</c> for numbers of your own.
    /// </summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="globalOnly">
    /// Whether only parameters with one value per population or projection are saved. Otherwise others are too: as a number where all
    /// neurons or synapses have the same, else as a list.
    /// </param>
    /// <param name="own">Numbers of your own, under <c>network</c>.</param>
    /// <remarks>Synapses exist once the network is compiled: parameters that are theirs are saved only then.</remarks>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveParameters(string path, bool globalOnly = true, IReadOnlyDictionary<string, double>? own = null)
    {
        CheckNotDisposed();
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteStartObject("populations");
            foreach (var population in _populations)
                ParameterJson.Write(json, population.Name, population.ParametersToSave(globalOnly));
            json.WriteEndObject();
            json.WriteStartObject("projections");
            foreach (var projection in _projections)
                ParameterJson.Write(json, projection.Name, projection.ParametersToSave(globalOnly));
            json.WriteEndObject();
            json.WriteStartObject("network");
            foreach (var (name, value) in own ?? new Dictionary<string, double>())
                ParameterJson.WriteNumber(json, name, value);
            json.WriteEndObject();
            json.WriteStartObject("constants");
            foreach (var constant in _constants)
                ParameterJson.WriteNumber(json, constant.Name, constant.Value);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>Sets parameters and constants from a file like that of <see cref="SaveParameters"/>; what it does not name stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="globalOnly">
    /// Whether only parameters with one value per population or projection are set, and others the file names are passed over.
    /// </param>
    /// <returns>The numbers under <c>network</c>.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// It is not such a file, or names what the network does not have, or a value does not fit. Nothing is changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">It has parameters of synapses, which the network, not being compiled, does not have yet.</exception>
    public IReadOnlyDictionary<string, double> LoadParameters(string path, bool globalOnly = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckNotDisposed();
        using var document = ParameterJson.Open(path);
        var file = new ParameterJson(path, document.RootElement);
        var plan = new List<Action>();
        var own = new Dictionary<string, double>();
        foreach (var (section, contents) in file.Sections("populations", "projections", "network", "constants"))
        {
            foreach (var entry in contents.EnumerateObject())
            {
                switch (section)
                {
                    case "populations":
                        var population = TryGetPopulation(entry.Name) ?? throw file.Unknown("population", entry.Name, _populations.Select(p => p.Name));
                        foreach (var (name, values) in file.ValuesOf(entry, population.Parameters))
                        {
                            var isGlobal = population.IsGlobal(population.ColumnOf(name));
                            if (globalOnly && !isGlobal)
                                continue;
                            if (population.RefusalOf(name, values) is { } refusal)
                                throw file.Fault(refusal.TrimEnd('.'));
                            plan.Add(file.Fitting(entry.Name, name, values, population.Size, isGlobal, v => population[name] = v));
                        }

                        break;
                    case "projections":
                        var projection = TryGetProjection(entry.Name) ?? throw file.Unknown("projection", entry.Name, _projections.Select(p => p.Name));
                        foreach (var (name, values) in file.ValuesOf(entry, projection.SavedParameters))
                        {
                            var attribute = projection.Find(name);
                            if (!globalOnly || attribute.Locality == Locality.Global)
                                plan.Add(file.Fitting(entry.Name, name, values, projection.CountOf(attribute), attribute.Locality == Locality.Global, v => projection[name] = v));
                        }

                        break;
                    case "constants":
                        var constant = _constants.Find(c => c.Name == entry.Name) ?? throw file.Unknown("constant", entry.Name, _constants.Select(c => c.Name));
                        var value = file.Number(entry);
                        plan.Add(() => constant.Value = value);
                        break;
                    default:
                        own[entry.Name] = file.Number(entry);
                        break;
                }
            }
        }

        foreach (var action in plan)
            action();
        return own;
    }
}

/// <content>Parameters in JSON.</content>
public partial class Population
{
    /// <summary>Names and values of parameters.</summary>
    internal IEnumerable<(string Name, AttributeKind Kind, double[] Values)> ParametersToSave(bool globalOnly) =>
        from name in Parameters
        let column = Columns[name]
        where !globalOnly || IsGlobal(column)
        let values = column.ToArray()
        where RefusalOf(name, values) is null
        select (name, column.Kind, values);

    /// <summary>Why an attribute cannot be set; null if it can.</summary>
    internal string? RefusalOf(string attribute, Values values)
    {
        try
        {
            CheckAssignment(attribute, values);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return e.Message;
        }
    }
}

/// <content>Parameters in JSON.</content>
public partial class Projection
{
    /// <summary>Names of the parameters of the synapses, other than the weight.</summary>
    internal IReadOnlyList<string> SavedParameters =>
        [.. (SynapseType?.Syntax.Parameters ?? []).Select(p => p.Name).Where(n => n != WeightName && Attributes.Contains(n))];

    /// <inheritdoc cref="Population.ParametersToSave"/>
    internal IEnumerable<(string Name, AttributeKind Kind, double[] Values)> ParametersToSave(bool globalOnly)
    {
        if (_synapses is null)
            yield break;
        foreach (var name in SavedParameters)
        {
            var attribute = Find(name);
            if (!globalOnly || attribute.Locality == Locality.Global)
                yield return (name, attribute.Column.Kind, this[name].ToArray());
        }
    }

    /// <summary>How many values an attribute has.</summary>
    internal long CountOf(in Projections.SynapticAttribute attribute) => attribute.Locality switch
    {
        Locality.Global => 1,
        Locality.Semiglobal => Size,
        _ => NbSynapses,
    };
}
