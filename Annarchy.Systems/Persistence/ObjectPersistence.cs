using Annarchy.Persistence;

namespace Annarchy;

/// <content>Saving and loading.</content>
public partial class Population
{
    /// <summary>Saves the state of the population: all attributes, and spikes and rates under way.</summary>
    /// <param name="path">The file, an archive of arrays that NumPy opens, by convention <c>.npz</c>; replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        Network.CheckNotDisposed();
        Network.Compile();
        StateFile.Write(path, Network, "population", [this], null);
    }

    /// <summary>Brings the population into the state of the only population of a file, or of the one of its name.</summary>
    /// <param name="path">A file written by <see cref="Save"/> or <see cref="Network.Save"/>.</param>
    /// <remarks>The time of the network stays.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of a population that differs. Nothing is changed.</exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Network.CheckNotDisposed();
        using var file = new NpzReader(path);
        var manifest = StateFile.ReadManifest(file, Network);
        var entry = StateFile.Single(file, "population", manifest.Populations, e => e.Name, Name);
        StateFile.Check(file, entry, this);
        var plan = new List<Action>();
        Network.CompileTo(() =>
        {
            Network.Compile();
            LoadState(new StateReader(file, entry.Path, plan));
        });
        foreach (var action in plan)
            action();
    }
}

/// <content>Saving and loading.</content>
public partial class Projection
{
    /// <summary>Saves the state of the projection: who is connected, all attributes, and spikes under way in it.</summary>
    /// <param name="path">The file, an archive of arrays that NumPy opens, by convention <c>.npz</c>; replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        Network.CheckNotDisposed();
        Network.Compile();
        StateFile.Write(path, Network, "projection", null, [this]);
    }

    /// <summary>
    /// Brings the projection into the state of the only projection of a file, or of the one of its name. Before the network is compiled, it
    /// gets the saved synapses whatever its connector draws, and the network is compiled; otherwise its synapses must be the saved ones.
    /// </summary>
    /// <param name="path">A file written by <see cref="Save"/> or <see cref="Network.Save"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of a projection that differs. Nothing is changed.</exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Network.CheckNotDisposed();
        using var file = new NpzReader(path);
        var manifest = StateFile.ReadManifest(file, Network);
        var entry = StateFile.Single(file, "projection", manifest.Projections, e => e.Name, Name);
        StateFile.Check(file, entry, this);
        var plan = new List<Action>();
        var reader = new StateReader(file, entry.Path, plan);
        Network.CompileTo(() =>
        {
            if (!Network.IsCompiled && SavesSynapses)
            {
                var (synapses, weights) = ReadSynapses(reader, entry);
                BuildAs(synapses, weights, entry.HasSingleWeight, entry.IsEdited);
            }

            Network.Compile();
            LoadState(reader, entry);
        });
        plan.Add(() => Restore(entry));
        foreach (var action in plan)
            action();
    }
}
