using System.Text.Json;

namespace Annarchy.Conformance;

/// <summary>The actions of a case's <c>run</c> list.</summary>
internal static class CaseActions
{
    public static void Perform(CaseNetwork built, JsonElement action, List<double> returned)
    {
        var network = built.Network;
        var property = action.EnumerateObject().Single();
        var value = property.Value;
        switch (property.Name)
        {
            case "simulate":
                network.Simulate(value.GetDouble());
                break;
            case "step":
                for (var i = 0; i < value.GetInt32(); i++)
                    network.Step();
                break;
            case "set":
                Set(built, value);
                break;
            case "flags":
                SetFlags(network.GetProjection(value.Text("projection")!), value);
                break;
            case "enable_learning":
                network.GetProjection(value.Text("projection")!).EnableLearning(value.Number("period"), value.Number("offset"));
                break;
            case "disable_learning":
                network.GetProjection(value.Text("projection")!).DisableLearning();
                break;
            case "structural":
                SwitchStructural(network.GetProjection(value.Text("projection")!), value);
                break;
            case "reset":
                network.Reset(
                    value.Flag("populations") ?? true, value.Flag("projections") ?? false, value.Flag("synapses") ?? false, value.Flag("monitors") ?? true);
                break;
            case "reset_population":
                network.GetPopulation(value.GetString()!).Reset();
                break;
            case "constant":
                foreach (var constant in value.EnumerateObject())
                    network.GetConstant(constant.Name).Value = constant.Value.GetDouble();
                break;
            case "monitor":
                SwitchMonitor(network.GetMonitor(value.Text("name")!), value.Text("do")!);
                break;
            case "simulate_until":
                returned.Add(SimulateUntil(network, value));
                break;
            default:
                throw new NotSupportedException($"action {property.Name}");
        }
    }

    private static void Set(CaseNetwork built, JsonElement value)
    {
        foreach (var attribute in value.Entries("values"))
        {
            var values = CaseNetwork.ValuesOf(attribute.Value);
            if (value.Text("projection") is not { } name)
            {
                built.Neurons(value)[attribute.Name] = values;
                continue;
            }

            var projection = built.Network.GetProjection(name);
            if (value.Number("dendrite") is { } dendrite)
                projection.Dendrite((int)dendrite)[attribute.Name] = values;
            else
                projection[attribute.Name] = values;
        }
    }

    private static void SetFlags(Projection projection, JsonElement value)
    {
        projection.Transmission = value.Flag("transmission") ?? projection.Transmission;
        projection.Update = value.Flag("update") ?? projection.Update;
        projection.Plasticity = value.Flag("plasticity") ?? projection.Plasticity;
    }

    private static void SwitchStructural(Projection projection, JsonElement value)
    {
        var period = value.Number("period");
        if (value.Text("creating") is { } creating)
            Switch(creating, () => projection.StartCreating(period), projection.StopCreating);
        if (value.Text("pruning") is { } pruning)
            Switch(pruning, () => projection.StartPruning(period), projection.StopPruning);

        static void Switch(string what, Action start, Action stop)
        {
            if (what == "start")
                start();
            else if (what == "stop")
                stop();
            else
                throw new NotSupportedException($"structural action {what}");
        }
    }

    private static void SwitchMonitor(Monitor monitor, string action)
    {
        switch (action)
        {
            case "start": monitor.Start(); break;
            case "pause": monitor.Pause(); break;
            case "resume": monitor.Resume(); break;
            case "stop": monitor.Stop(); break;
            default: throw new NotSupportedException($"monitor action {action}");
        }
    }

    private static double SimulateUntil(Network network, JsonElement value)
    {
        var population = value.GetProperty("population");
        Population[] populations = population.ValueKind == JsonValueKind.String
            ? [network.GetPopulation(population.GetString()!)]
            : [.. population.EnumerateArray().Select(p => network.GetPopulation(p.GetString()!))];
        var stop = value.Text("operator") == "or" ? StopOperator.Or : StopOperator.And;
        return network.SimulateUntil(value.GetProperty("max").GetDouble(), populations, stop);
    }
}
