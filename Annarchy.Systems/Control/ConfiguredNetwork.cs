namespace Annarchy;

/// <content>Configuration.</content>
public partial class Network
{
    /// <summary>Creates an empty network from a configuration.</summary>
    /// <param name="configuration">What it is created with.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The time step is not a positive finite number, the number of threads is negative, or an enumeration has an unknown value.
    /// </exception>
    public Network(NetworkConfiguration configuration)
        : this(
            (configuration ?? throw new ArgumentNullException(nameof(configuration))).TimeStep,
            configuration.Seed,
            configuration.Precision,
            configuration.Threads,
            configuration.Method,
            configuration.Backend)
    {
        CheckDefined(configuration.Storage, nameof(configuration));
        (Storage, StructuralPlasticity) = (configuration.Storage, configuration.StructuralPlasticity);
    }

    /// <summary>How projections whose connector says nothing else are stored.</summary>
    public StorageFormat Storage { get; }

    /// <summary>Whether synapses may be created and pruned while the network runs.</summary>
    public bool StructuralPlasticity { get; } = true;

    /// <summary>What creates a network like this one, with the same seed.</summary>
    public NetworkConfiguration Configuration => new()
    {
        TimeStep = TimeStep,
        Seed = Seed,
        Precision = Precision,
        Threads = Threads,
        Method = Method,
        Backend = Backend,
        Storage = Storage,
        StructuralPlasticity = StructuralPlasticity,
    };
}
