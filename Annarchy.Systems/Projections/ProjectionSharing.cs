using Annarchy.Connectivity;
using Annarchy.Models;
using Annarchy.Projections;

namespace Annarchy;

/// <content>Synapses that share weights, within the projection or with another one: what kinds of projections of one's own stand on.</content>
public partial class Projection
{
    /// <summary>Creates a projection of a kind of its own; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="pre">Where the synapses come from; part of a network.</param>
    /// <param name="post">Where they go; part of the same network.</param>
    /// <param name="targets">What they feed.</param>
    /// <param name="synapse">Model of the synapses; null for <c>w * pre.r</c>, or <c>g_target += w</c> between spiking neurons.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="ArgumentException">The ends are of different networks, or the post-synaptic neurons have no such target.</exception>
    /// <exception cref="EquationException">The model does not fit the populations.</exception>
    protected Projection(NeuronGroup pre, NeuronGroup post, NameList targets, Synapse? synapse = null, string? name = null)
        : this(NetworkOf(pre), pre, SameNetwork(pre, post), targets, synapse, name ?? string.Empty)
    {
    }

    /// <summary>Whether the synapse model creates synapses while it runs.</summary>
    internal bool CreatesSynapses => _model is { Program.Creating: not null };

    /// <summary>The projections that take their synapses from this one.</summary>
    internal IEnumerable<Projection> Borrowers =>
        Network.Projections.Where(p => p._connector is BorrowingConnector { Original: var original } && original == this);

    /// <summary>Whether contributions are added up rather than compared or averaged.</summary>
    internal bool Sums => _model is null or { Program.Operation: "sum" };

    /// <summary>Connects by a rule whose synapses share a few weights.</summary>
    /// <param name="rule">Who is connected, and with which of the weights.</param>
    /// <param name="weights">A number for all weights, or one for each, in row-major order over <see cref="SharedWeightRule.WeightShape"/>.</param>
    /// <param name="delay">Delay of all synapses, ms; rounded to steps, at least one.</param>
    /// <exception cref="ArgumentException">There are not as many weights, one is not a number, or the delay is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// The projection is connected already, the network compiled, or the synapse model has more than a psp and parameters of the projection.
    /// </exception>
    protected void ConnectShared(SharedWeightRule rule, Values weights, double delay = 0.0)
    {
        ArgumentNullException.ThrowIfNull(rule);
        CheckCanConnect();
        if (!HasNoState || _model is not { Psp: not null, DeliversWeights: false, Program.Updates: { PreSpike: null, PreAxonSpike: null } })
        {
            throw new InvalidOperationException(
                $"Projection {Label}: synapses that share weights cannot learn; their model has a psp and parameters of the projection, nothing else.");
        }

        var count = rule.WeightShape.Aggregate(1, (product, length) => checked(product * length));
        if (weights.Distribution is not null || (!weights.IsScalar && weights.Count != count))
        {
            throw new ArgumentException(
                $"Projection {Label}: {rule.Description} takes {count} weights, "
                + (weights.Distribution is null ? $"{weights.Count} were given." : "not a distribution."),
                nameof(weights));
        }

        InitialValues.CheckWeights(weights, Label);
        var all = weights.IsScalar ? new double[count] : weights.ToArray();
        if (weights.IsScalar)
            Array.Fill(all, weights.Scalar);
        _connector = new SharedWeightConnector(rule, all, DelaySteps.From(delay, Network.TimeStep, Label));
    }

    /// <summary>
    /// Connects with the synapses of another projection and their weights, which stay its own: what changes there changes here.
    /// </summary>
    /// <param name="original">The projection. Its populations have as many neurons as those of this one, or the other way round.</param>
    /// <param name="transpose">Whether its post-synaptic neurons are the pre-synaptic ones here.</param>
    /// <exception cref="ArgumentException">The projection is of another network, or of neurons of another number or kind.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    protected void ConnectBorrowed(Projection original, bool transpose)
    {
        ArgumentNullException.ThrowIfNull(original);
        CheckCanConnect();
        if (original.Network != Network || original == this)
            throw new ArgumentException($"Projection {Label}: {original.Label} is not another projection of the same network.", nameof(original));
        var (pre, post) = transpose ? (original.Post.Whole, original.Pre.Whole) : (original.Pre.Whole, original.Post.Whole);
        if (pre.Size != Pre.Whole.Size || post.Size != Post.Whole.Size)
        {
            throw new ArgumentException(
                $"Projection {Label} connects {Pre.Whole.Size} with {Post.Whole.Size} neurons and cannot take synapses that connect {pre.Size} with "
                + $"{post.Size}, those of {original.Label}.",
                nameof(original));
        }

        if (pre.IsSpiking != Pre.Whole.IsSpiking)
        {
            throw new ArgumentException(
                $"Projection {Label}: '{Pre.Name}' and '{pre.Name}' of {original.Label} must both be spiking or both rate-coded.", nameof(original));
        }

        if (transpose && _model is null)
            throw new InvalidOperationException($"Projection {Label}: transposed synapses need a model of their own.");
        if (!HasNoState)
        {
            throw new InvalidOperationException(
                $"Projection {Label}: synapses taken from {original.Label} cannot learn here; their model has no variables or local parameters.");
        }

        _connector = new BorrowingConnector(original, transpose);
    }

    private static NeuronGroup SameNetwork(NeuronGroup pre, NeuronGroup post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return NetworkOf(pre) == post.Whole.Network
            ? post
            : throw new ArgumentException($"'{pre.Name}' and '{post.Name}' belong to different networks.", nameof(post));
    }

    /// <summary>Whether the model keeps nothing for single synapses but the weight, and changes nothing.</summary>
    private bool HasNoState => _model is null
        || (_model.Program is { Creating: null, Pruning: null, IsPlastic: false } program
            && program.Updates is { Global: null, Semiglobal: null, Local: null, PostSpike: null }
            && program.Attributes.All(a => a.Name == WeightName || a.Locality == Locality.Global));

    /// <summary>Refuses changes of values that belong to another projection.</summary>
    private void CheckOwnsSynapses()
    {
        if (_connector is BorrowingConnector { Original: var original })
            throw new InvalidOperationException($"Projection {Label} takes its synapses from {original.Label}: change them there.");
    }
}
