namespace Annarchy;

/// <summary>A network as the brain of many agents: built and compiled once, with the attributes through which it senses and acts.</summary>
/// <example><code>
/// using var template = new BrainTemplate(new Vehicle(), sensors: ["eyes.I"], motors: ["wheels.rate"]);
/// using var pool = template.CreatePool(1000);
/// var brain = pool.Spawn(seed: 42);
/// pool.Sense(brain, [left, right]);
/// pool.Step(16.7);
/// pool.Act(brain, speeds);
/// </code></example>
public sealed class BrainTemplate : IDisposable
{
    /// <summary>Makes a template of a network.</summary>
    /// <param name="network">The network, not simulated yet; disposed together with the template.</param>
    /// <param name="sensors">What is written before steps: attributes of populations, <c>"population.attribute"</c>.</param>
    /// <param name="motors">What is read after steps, likewise.</param>
    /// <exception cref="ArgumentException">The network was simulated already.</exception>
    /// <exception cref="EquationException">An equation of the network is not valid.</exception>
    public BrainTemplate(Network network, IReadOnlyList<string> sensors, IReadOnlyList<string> motors)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(sensors);
        ArgumentNullException.ThrowIfNull(motors);
        if (network.CurrentStep != 0)
            throw new ArgumentException("The network was simulated already: a template is a network as it was built.", nameof(network));
        network.Compile();
        (Network, Sensors, Motors) = (network, [.. sensors], [.. motors]);
    }

    /// <summary>The network. What is changed in it is what brains spawned from now on start with.</summary>
    public Network Network { get; }

    /// <summary>Names of the attributes that are written before steps.</summary>
    public IReadOnlyList<string> Sensors { get; }

    /// <summary>Names of the attributes that are read after steps.</summary>
    public IReadOnlyList<string> Motors { get; }

    /// <summary>Makes room for brains.</summary>
    /// <param name="capacity">The most brains alive at once.</param>
    /// <param name="individual">
    /// Parameters and weights that every brain shall have for itself rather than share, <c>"population.attribute"</c> or
    /// <c>"projection.attribute"</c>. Variables, parameters of single neurons and weights that change are always every brain's own.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is not positive.</exception>
    /// <exception cref="ArgumentException">There is no such attribute.</exception>
    /// <exception cref="KeyNotFoundException">There is no such sensor or motor.</exception>
    /// <exception cref="NotSupportedException">The network has something brains cannot run, such as structural plasticity.</exception>
    public BrainPool CreatePool(int capacity, params IReadOnlyCollection<string> individual) => new(this, capacity, individual);

    /// <summary>Frees the network; pools made of it must be disposed before.</summary>
    public void Dispose() => Network.Dispose();
}
