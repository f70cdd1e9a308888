using System.Globalization;

namespace Annarchy.Reports;

/// <summary>Puts what there is to say about a network in order.</summary>
internal sealed class ReportBuilder(Network network, ReportWriter writer)
{
    private const string None = "—";

    private readonly ModelReport _models = new(network, writer);

    public string Build(string title)
    {
        var (populations, projections) = (network.Populations, network.Projections);
        writer.Begin(title);
        Summary();
        writer.Section("Populations");
        writer.Table(
            ["Name", "Elements", "Size"],
            [.. populations.Select(p => (IReadOnlyList<ReportText>)[p.Name, ElementsOf(p), SizeOf(p)])]);
        if (projections.Count > 0)
        {
            writer.Section("Connectivity");
            writer.Table(
                ["Name", "Source", "Target", "Type", "Pattern", "Weights", "Delays (ms)", "Storage"],
                [.. projections.Select(p => (IReadOnlyList<ReportText>)[
                    p.Name, p.Pre.Name, p.Post.Name, string.Join(", ", p.Targets), Pattern(p), Range(p, "w"), Range(p, null), Storage(p)])]);
        }

        _models.Neurons(populations);
        _models.Synapses(projections);
        Parameters();
        Inputs();
        Measurements();
        return writer.End();
    }

    private void Summary()
    {
        var populations = network.Populations;
        writer.Section("Model summary");
        writer.Table(
            ["", "Description"],
            [
                ["Populations", $"{populations.Count}: {Names(populations.Select(p => p.Name))}"],
                ["Topology", Names(populations.Where(p => p.Geometry.Dimensions > 1).Select(p => $"{p.Name}: {p.Geometry}"))],
                ["Connectivity", Names(network.Projections.Select(p => p.ConnectorDescription).Distinct())],
                ["Neuron models", Names(populations.Where(p => !IsInput(p)).Select(p => p.Neuron!.Name).Distinct())],
                ["Synapse models", Names(network.Projections.Select(ModelReport.SynapseName).Distinct())],
                ["Input", Names(populations.Where(IsInput).Select(p => p.GetType().Name).Distinct())],
                ["Measurements", Names(network.Monitors.SelectMany(m => m.Variables).Distinct())],
                ["Numerics", string.Create(
                    CultureInfo.InvariantCulture, $"steps of {network.TimeStep} ms, {network.Precision.ToString().ToLowerInvariant()} precision, {ModelReport.NameOf(network.Method)} method unless an equation names another")],
            ]);
    }

    private void Parameters()
    {
        var rows = new List<IReadOnlyList<ReportText>>();
        foreach (var constant in network.Constants)
            rows.Add(["Constant", Symbol(constant.Name), Text(constant.Value)]);
        foreach (var population in network.Populations)
        {
            foreach (var name in population.Parameters)
                rows.Add([population.Name, Symbol(name), Range(population[name])]);
        }

        if (network.IsCompiled)
        {
            foreach (var projection in network.Projections)
            {
                var parameters = projection.SynapseType?.Describe().Parameters ?? [];
                foreach (var name in parameters.Select(p => p.Name).Where(n => n != "w" && projection.Attributes.Contains(n)))
                    rows.Add([projection.Name, Symbol(name), Range(projection[name])]);
            }
        }

        if (rows.Count == 0)
            return;
        writer.Section("Parameters");
        writer.Table(["Object", "Parameter", "Value"], rows);
    }

    private void Inputs()
    {
        var inputs = network.Populations.Where(IsInput).ToList();
        if (inputs.Count == 0)
            return;
        writer.Section("Input");
        writer.Table(
            ["Name", "Kind", "Description"],
            [.. inputs.Select(p => (IReadOnlyList<ReportText>)[p.Name, p.GetType().Name, p.Neuron?.Description ?? (p.IsSpiking ? "Spikes at given times." : "Rates set from outside.")])]);
    }

    private void Measurements()
    {
        if (network.Monitors.Count == 0)
            return;
        writer.Section("Measurements");
        writer.Table(
            ["Object", "Variables", "Period (ms)"],
            [.. network.Monitors.Select(m => (IReadOnlyList<ReportText>)[m.Target, string.Join(", ", m.Variables), Text(m.Period)])]);
    }

    /// <summary>Whether a population is one of the ready-made inputs rather than of a neuron model.</summary>
    private static bool IsInput(Population population) => population.Neuron is null || population.GetType() != typeof(Population);

    private static string ElementsOf(Population population) => IsInput(population) ? population.GetType().Name : population.Neuron!.Name;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : None;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string SizeOf(Population population) => population.Geometry.Dimensions == 1
        ? Text(population.Size)
        : $"{population.Size} ({string.Join(" × ", population.Geometry.Shape)})";

    private string Pattern(Projection projection) => network.IsCompiled
        ? string.Create(CultureInfo.InvariantCulture, $"{projection.ConnectorDescription}, {projection.NbSynapses} synapses")
        : projection.ConnectorDescription;

    private string Storage(Projection projection) => network.IsCompiled
        ? string.Create(CultureInfo.InvariantCulture, $"{projection.StorageDescription}: {projection.MemoryFootprint} bytes")
        : None;

    /// <summary>Values of synapses; null for delays.</summary>
    private string Range(Projection projection, string? attribute) =>
        network.IsCompiled ? Range(attribute is null ? projection.Delays : projection[attribute]) : None;

    /// <summary>One number if all are equal, else the least, the greatest and the mean.</summary>
    private static string Range(Values values)
    {
        if (values.IsScalar)
            return Text(values.Scalar);
        if (values.Count == 0)
            return None;
        var (least, greatest, sum) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        foreach (var value in values)
            (least, greatest, sum) = (Math.Min(least, value), Math.Max(greatest, value), sum + value);
        return least == greatest
            ? Text(least)
            : string.Create(CultureInfo.InvariantCulture, $"{least:G4} to {greatest:G4}, mean {sum / values.Count:G4}");
    }

    private ReportText Symbol(string name) => ReportText.Formula(ModelDescriptions.Symbol(name, writer.Notation));
}
