using System.Text.Json;

namespace Annarchy.Conformance;

/// <summary>Runs a case and compares everything it measured with the reference.</summary>
public static class CaseRun
{
    /// <summary>Outcome of a case.</summary>
    /// <param name="Name">The case.</param>
    /// <param name="LargestError">Largest relative error.</param>
    /// <param name="Difference">The first difference, or null when the case passes.</param>
    public sealed record Outcome(string Name, double LargestError, string? Difference)
    {
        /// <summary>Whether everything agreed.</summary>
        public bool Passed => Difference is null;
    }

    /// <summary>Builds, runs and compares one case. Exceptions become differences.</summary>
    /// <param name="source">The case.</param>
    /// <param name="precision">Precision of the network.</param>
    /// <param name="backend">Backend of the kernels.</param>
    /// <param name="threads">Threads of the network.</param>
    /// <param name="device">Where the network runs; null for the processor.</param>
    public static Outcome Execute(ConformanceCase source, Precision precision, KernelBackend backend, int threads = 1, IDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var comparison = new Comparison(precision);
        try
        {
            using var built = new CaseNetwork(source, precision, backend, threads, device);
            var returned = new List<double>();
            foreach (var action in source.Root.Items("run"))
                CaseActions.Perform(built, action, returned);
            Compare(built, source, returned, comparison);
        }
        catch (Exception exception)
        {
            comparison.Fail($"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
        }

        return new Outcome(source.Name, comparison.LargestError, comparison.FirstDifference);
    }

    private static void Compare(CaseNetwork built, ConformanceCase source, List<double> returned, Comparison comparison)
    {
        var (network, expected) = (built.Network, source.Expected);
        comparison.Scalar("time", expected.GetProperty("time").GetDouble(), network.Time);
        comparison.Scalar("step", expected.GetProperty("step").GetDouble(), network.CurrentStep);
        if (expected.Member("returned") is { } answers)
            comparison.Series("returned", answers.Flatten(), [.. returned]);
        foreach (var monitor in expected.Entries("monitors"))
            CompareMonitor(network.GetMonitor(monitor.Name), monitor, comparison);
        foreach (var variable in expected.Entries("bold"))
            CaseBold.Compare(built.Bold!, variable, comparison);
        var final = expected.GetProperty("final");
        foreach (var population in final.Entries("populations"))
        {
            foreach (var attribute in population.Value.EnumerateObject())
            {
                double[] actual = [.. network.GetPopulation(population.Name)[attribute.Name]];
                comparison.Series($"{population.Name}.{attribute.Name}", attribute.Value.Flatten(), actual);
            }
        }

        foreach (var projection in final.Entries("projections"))
            CompareProjection(network.GetProjection(projection.Name), projection, comparison);
    }

    private static void CompareMonitor(Monitor monitor, JsonProperty expected, Comparison comparison)
    {
        foreach (var variable in expected.Value.EnumerateObject())
        {
            var what = $"{expected.Name}.{variable.Name}";
            if (variable.Name == "spike")
            {
                var trains = variable.Value.EnumerateObject().ToDictionary(
                    p => int.Parse(p.Name, System.Globalization.CultureInfo.InvariantCulture), p => p.Value.Integers());
                var actual = monitor.Spikes().ToDictionary(p => p.Key, p => Array.ConvertAll(p.Value, s => (int)s));
                comparison.Spikes(what, trains, actual);
            }
            else
            {
                comparison.Series(what, variable.Value.Flatten(), [.. monitor.Get(variable.Name).ToArray().Cast<double>()]);
            }
        }
    }

    private static void CompareProjection(Projection projection, JsonProperty expected, Comparison comparison)
    {
        var (name, element) = (expected.Name, expected.Value);
        comparison.Integers($"{name}.post_ranks", element.GetProperty("post_ranks").Integers(), [.. projection.PostRanks]);
        comparison.Scalar($"{name}.size", element.GetProperty("size").GetDouble(), projection.Size);
        comparison.Scalar($"{name}.nb_synapses", element.GetProperty("nb_synapses").GetDouble(), projection.NbSynapses);
        foreach (var row in element.Items("dendrites"))
        {
            var post = row.GetProperty("post").GetInt32();
            if (projection[post] is not { } dendrite)
            {
                comparison.Fail($"{name}: there is no dendrite {post}");
                continue;
            }

            comparison.Integers($"{name}[{post}].pre", row.GetProperty("pre").Integers(), [.. dendrite.PreRanks]);
            foreach (var attribute in row.EnumerateObject().Where(a => a.Name is not ("post" or "pre")))
            {
                double[] actual = [.. dendrite[attribute.Name]];
                var wanted = attribute.Value.Flatten();
                if (attribute.Value.ValueKind != JsonValueKind.Array && actual.Length > 1)
                    wanted = [.. Enumerable.Repeat(wanted[0], actual.Length)];
                comparison.Series($"{name}[{post}].{attribute.Name}", wanted, actual);
            }
        }
    }
}
