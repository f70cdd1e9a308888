namespace Annarchy.Persistence;

/// <summary>Writes files of saved state, and matches what they hold with a network.</summary>
internal static class StateFile
{
    /// <summary>Writes populations, projections and monitors of one network.</summary>
    /// <param name="content">What the file is said to hold.</param>
    public static void Write(
        string path,
        Network network,
        string content,
        IReadOnlyList<Population>? populations,
        IReadOnlyList<Projection>? projections,
        IReadOnlyList<Monitor>? monitors = null) => AtomicFile.Write(path, stream =>
    {
        var (epoch, assignments) = network.RandomState;
        var manifest = new StateManifest
        {
            Format = StateManifest.FormatName,
            Version = StateManifest.CurrentVersion,
            Content = content,
            TimeStep = network.TimeStep,
            Precision = network.Precision,
            Step = network.CurrentStep,
            Seed = network.Seed,
            Epoch = epoch,
            Assignments = assignments,
            Constants = network.Constants.ToDictionary(c => c.Name, c => c.Value),
            Populations = populations?.Select(Describe).ToList(),
            Projections = projections?.Select(Describe).ToList(),
            Monitors = monitors?.Select(m => m.Describe(PathOf(m))).ToList(),
        };
        using var file = new NpzWriter(stream);
        file.Write<byte>(StateManifest.ArrayName, manifest.ToJson(), manifest.ToJson().Length);
        foreach (var population in populations ?? [])
            population.SaveState(new StateWriter(file, PathOf(population)));
        foreach (var projection in projections ?? [])
            projection.SaveState(new StateWriter(file, PathOf(projection)));
        foreach (var monitor in monitors ?? [])
            monitor.SaveState(new StateWriter(file, PathOf(monitor)));
    });

    /// <summary>Refuses states of networks with other steps or numbers.</summary>
    public static StateManifest ReadManifest(NpzReader file, Network network)
    {
        var manifest = StateManifest.Read(file);
        if (manifest.Precision != network.Precision)
            throw file.Fault($"it was saved in {manifest.Precision} precision; the network computes in {network.Precision} precision");
        if (manifest.TimeStep != network.TimeStep)
            throw file.Fault($"it was saved with steps of {manifest.TimeStep} ms; those of the network are {network.TimeStep} ms");
        return manifest;
    }

    /// <summary>Refuses a population that differs from the saved one.</summary>
    public static void Check(NpzReader file, PopulationEntry entry, Population population)
    {
        CheckPath(file, entry.Path);
        if (!entry.Geometry.SequenceEqual(population.Geometry.Shape))
        {
            throw file.Fault(
                $"population '{entry.Name}' was saved with geometry ({string.Join(", ", entry.Geometry)}); '{population.Name}' has {population.Geometry}");
        }
    }

    /// <summary>Refuses a projection that differs from the saved one.</summary>
    public static void Check(NpzReader file, ProjectionEntry entry, Projection projection)
    {
        CheckPath(file, entry.Path);
        if (entry.UpdatePeriod < 1 || entry.UpdateOffset < 0 || entry.UpdateOffset >= entry.UpdatePeriod
            || entry.CreatingPeriod < 1 || entry.PruningPeriod < 1)
            throw file.Fault($"projection '{entry.Name}' has an impossible period of learning or structural plasticity");
        if (!entry.Targets.SequenceEqual(projection.Targets))
        {
            throw file.Fault(
                $"projection '{entry.Name}' was saved with targets {string.Join(", ", entry.Targets)}; '{projection.Name}' has {string.Join(", ", projection.Targets)}");
        }
    }

    /// <summary>Finds the object of each entry by name; both sides must have the same ones.</summary>
    public static List<(TEntry Entry, T Object)> Match<TEntry, T>(
        NpzReader file, string what, IReadOnlyList<TEntry> entries, Func<TEntry, string> nameOf, IReadOnlyList<T> objects, Func<T, string> nameOfObject)
    {
        var byName = objects.ToDictionary(nameOfObject);
        var matched = new List<(TEntry, T)>();
        foreach (var entry in entries)
        {
            if (!byName.Remove(nameOf(entry), out var found))
                throw file.Fault($"it holds {what} '{nameOf(entry)}', which the network has not; it has: {string.Join(", ", objects.Select(nameOfObject))}");
            matched.Add((entry, found));
        }

        return byName.Count == 0
            ? matched
            : throw file.Fault($"it holds no {what} '{byName.Keys.First()}', which the network has; it holds: {string.Join(", ", entries.Select(nameOf))}");
    }

    /// <summary>The entry of one object: the one of its name, or the only one.</summary>
    public static TEntry Single<TEntry>(NpzReader file, string what, IReadOnlyList<TEntry>? entries, Func<TEntry, string> nameOf, string name) =>
        entries is null or []
            ? throw file.Fault($"it holds no {what}")
            : entries.Count == 1 ? entries[0] : entries.FirstOrDefault(e => nameOf(e) == name)
                ?? throw file.Fault($"it holds no {what} '{name}'; it holds: {string.Join(", ", entries.Select(nameOf))}");

    private static void CheckPath(NpzReader file, string path)
    {
        if (!file.Names.Any(n => n.Length > path.Length && n[path.Length] == '/' && n.StartsWith(path, StringComparison.Ordinal)))
            throw file.Fault($"it has no arrays under '{path}'");
    }

    private static string PathOf(Population population) => $"populations/{ArrayPath.Escape(population.Name)}";

    private static string PathOf(Projection projection) => $"projections/{ArrayPath.Escape(projection.Name)}";

    private static string PathOf(Monitor monitor) => $"monitors/{ArrayPath.Escape(monitor.Name)}";

    private static PopulationEntry Describe(Population population) => new(
        population.Name,
        PathOf(population),
        [.. population.Geometry.Shape],
        population.RandomObject,
        population.IsEnabled,
        population.Neuron?.Name ?? population.GetType().Name);

    private static ProjectionEntry Describe(Projection projection) => new(
        projection.Name,
        PathOf(projection),
        projection.Pre.Name,
        projection.Post.Name,
        [.. projection.Targets],
        projection.RandomObject,
        projection.Connectivity.FormatName,
        projection.HasSingleWeight,
        projection.Connectivity.UniformDelay,
        projection.Transmission,
        projection.Update,
        projection.Plasticity,
        projection.UpdatePeriod,
        projection.UpdateOffset,
        projection.IsEdited,
        projection.Creating.Period,
        projection.Pruning.Period);
}
