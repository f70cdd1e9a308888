using Annarchy.Persistence;

namespace Annarchy;

/// <content>Saving and loading.</content>
public partial class Network
{
    /// <summary>What random numbers depend on besides the seed.</summary>
    internal (ulong Epoch, int Assignments) RandomState => (_epoch, _assignments);

    /// <summary>
    /// Saves the state of the network: all attributes, synapses, the time, spikes and rates under way, and where random numbers are. A
    /// network that is made in the same way and loads the file goes on as this one would, bit for bit.
    /// </summary>
    /// <param name="path">
    /// The file, an archive of arrays that NumPy opens (<c>numpy.load</c>), by convention <c>.npz</c>. It is replaced as a whole: a failure
    /// leaves the old file as it was.
    /// </param>
    /// <param name="populations">Whether populations are saved.</param>
    /// <param name="projections">Whether projections are saved.</param>
    /// <param name="monitors">Whether what monitors recorded is saved, save what is in files of their own.</param>
    /// <remarks>
    /// The network is compiled if it was not. A callback may save too: <c>net.Every(60_000.0, _ => net.Save("checkpoint.npz"))</c>. Equations, and the
    /// values that <see cref="Reset"/> brings back, are not saved.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, bool populations = true, bool projections = true, bool monitors = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckNotDisposed();
        Compile();
        StateFile.Write(path, this, "network", populations ? _populations : null, projections ? _projections : null, monitors ? _monitors : null);
    }

    /// <summary>Brings the network into a state that <see cref="Save"/> wrote. The file is checked whole before anything changes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="populations">Whether populations are loaded, if the file holds them.</param>
    /// <param name="projections">Whether projections are loaded, if the file holds them.</param>
    /// <param name="monitors">Whether monitors are loaded, if the file holds them; otherwise they keep their records and see the time change.</param>
    /// <remarks>
    /// The network must have the same populations and projections, by name, in the same order. If it is not compiled yet, projections get
    /// the saved synapses whatever their connectors draw, and the network is compiled; otherwise its synapses must be the saved ones,
    /// unless they were created or pruned while it ran: then they are edited. Random numbers of each synapse of such projections are other ones.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">The network is running.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, of another kind, or of a network that differs; the message names the array. Nothing is changed.
    /// </exception>
    public void Load(string path, bool populations = true, bool projections = true, bool monitors = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckNotDisposed();
        CheckIdle();
        using var file = new NpzReader(path);
        var manifest = StateFile.ReadManifest(file, this);
        if (manifest.Content != "network")
            throw file.Fault($"it holds a single {manifest.Content}: load it with {manifest.Content}.Load");
        CheckConstants(file, manifest);
        var savedPopulations = populations && manifest.Populations is { } p
            ? StateFile.Match(file, "population", p, e => e.Name, _populations, o => o.Name)
            : [];
        var savedProjections = projections && manifest.Projections is { } q
            ? StateFile.Match(file, "projection", q, e => e.Name, _projections, o => o.Name)
            : [];
        var savedMonitors = monitors && manifest.Monitors is { } r
            ? StateFile.Match(file, "monitor", r, e => e.Name, _monitors, o => o.Name)
            : [];
        foreach (var (entry, population) in savedPopulations)
        {
            StateFile.Check(file, entry, population);
            CheckOrder(file, entry.Name, entry.RandomObject, population.RandomObject);
        }

        foreach (var (entry, projection) in savedProjections)
        {
            StateFile.Check(file, entry, projection);
            CheckOrder(file, entry.Name, entry.RandomObject, projection.RandomObject);
        }

        var plan = new List<Action>();
        var recordings = new List<Action>();
        CompileTo(() =>
        {
            if (!IsCompiled)
                BuildSaved(file, savedProjections);
            Compile();
            foreach (var (entry, population) in savedPopulations)
            {
                population.LoadState(new StateReader(file, entry.Path, plan));
                plan.Add(entry.IsEnabled ? population.Enable : population.Disable);
            }

            foreach (var (entry, projection) in savedProjections)
            {
                projection.LoadState(new StateReader(file, entry.Path, plan), entry);
                plan.Add(() => projection.Restore(entry));
            }

            foreach (var (entry, monitor) in savedMonitors)
                monitor.LoadState(new StateReader(file, entry.Path, recordings), entry);
        });

        foreach (var action in plan)
            action();
        foreach (var (name, value) in manifest.Constants)
            GetConstant(name).Value = value;
        (Seed, _epoch, _assignments) = (manifest.Seed, manifest.Epoch, manifest.Assignments);
        CurrentStep = manifest.Step;
        SetTimeColumns();

        // Monitors saw the time change; the saved ones did not.
        foreach (var action in recordings)
            action();
    }

    private static void CheckOrder(NpzReader file, string name, int saved, int own)
    {
        if (saved != own)
            throw file.Fault($"'{name}' was object {saved} of the saved network and is object {own} of this one: create all objects in the same order");
    }

    private static void BuildSaved(NpzReader file, List<(ProjectionEntry Entry, Projection Projection)> projections)
    {
        projections = projections.FindAll(p => p.Projection.SavesSynapses);
        var saved = projections.ConvertAll(p => p.Projection.ReadSynapses(new StateReader(file, p.Entry.Path, []), p.Entry));
        for (var i = 0; i < projections.Count; i++)
            projections[i].Projection.BuildAs(saved[i].Synapses, saved[i].Weights, projections[i].Entry.HasSingleWeight, projections[i].Entry.IsEdited);
    }

    private void CheckConstants(NpzReader file, StateManifest manifest)
    {
        foreach (var (name, value) in manifest.Constants)
        {
            if (!_constants.Exists(c => c.Name == name))
                throw file.Fault($"it holds constant '{name}', which the network has not");
            if (double.IsNaN(value))
                throw file.Fault($"its constant '{name}' is not a number");
        }

        if (manifest.Assignments < 0)
            throw file.Fault("its random state is not possible");
    }
}
