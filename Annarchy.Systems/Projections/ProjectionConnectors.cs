using Annarchy.Connectivity;
using Annarchy.Projections;
using Annarchy.Randomness;

namespace Annarchy;

/// <content>Connectors: which neurons are connected, with which weights and delays.</content>
public partial class Projection
{
    private Connector? _connector;

    /// <summary>What builds the synapses; null while no connector was called.</summary>
    internal Connector? Connector => _connector;

    /// <summary>Whether a connector was called.</summary>
    public bool IsConnected => _connector is not null;

    /// <summary>What the connector does; "not connected" before it is called.</summary>
    public string ConnectorDescription => _connector?.Description ?? "not connected";

    /// <summary>Connects every pre-synaptic neuron with every post-synaptic one.</summary>
    /// <param name="weights">A number, a distribution, or a matrix with a row per post-synaptic and a column per pre-synaptic neuron.</param>
    /// <param name="delays">ms: a number, a distribution, or a matrix like the weights. Rounded to steps, at least one.</param>
    /// <param name="allowSelfConnections">Whether a neuron is connected with itself where both ends are the same population.</param>
    /// <param name="forceMultipleWeights">Whether each synapse has its own weight although one number is given.</param>
    /// <param name="storage">How the synapses lie in memory.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">Weights or delays have the wrong shape, or a delay is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Projection AllToAll(
        Values weights,
        Values delays = default,
        bool allowSelfConnections = false,
        bool forceMultipleWeights = false,
        StorageFormat storage = StorageFormat.Automatic)
    {
        var ends = Ends;
        return Connect(ends, new AllToAllPattern(ends, allowSelfConnections), weights, delays, forceMultipleWeights, storage);
    }

    /// <summary>Connects neurons at the same position of both ends, as far as the shorter one reaches.</summary>
    /// <param name="weights">A number, a distribution, or one number per pair; 1 if omitted.</param>
    /// <param name="delays">ms: a number, a distribution, or one number per pair.</param>
    /// <param name="forceMultipleWeights">Whether each synapse has its own weight although one number is given.</param>
    /// <returns>This projection.</returns>
    /// <inheritdoc cref="AllToAll" path="/exception"/>
    public Projection OneToOne(Values? weights = null, Values delays = default, bool forceMultipleWeights = false)
    {
        var ends = Ends;
        return Connect(ends, new OneToOnePattern(ends), weights ?? 1.0, delays, forceMultipleWeights, StorageFormat.Automatic);
    }

    /// <summary>Connects each pair with the same probability.</summary>
    /// <param name="probability">From 0 to 1.</param>
    /// <param name="weights">A number or a distribution.</param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <param name="allowSelfConnections">Whether a neuron may be connected with itself where both ends are the same population.</param>
    /// <param name="forceMultipleWeights">Whether each synapse has its own weight although one number is given.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    /// <inheritdoc cref="AllToAll" path="/exception"/>
    public Projection FixedProbability(
        double probability,
        Values weights,
        Values delays = default,
        bool allowSelfConnections = false,
        bool forceMultipleWeights = false)
    {
        if (!(probability is >= 0.0 and <= 1.0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(probability), probability, $"Projection {Label}: a probability is from 0 to 1.");
        }

        var ends = Ends;
        var pattern = new FixedProbabilityPattern(ends, probability, allowSelfConnections, Key(RandomStreams.Pattern));
        return Connect(ends, pattern, weights, delays, forceMultipleWeights, StorageFormat.Automatic);
    }

    /// <summary>Gives each post-synaptic neuron synapses from the same number of random pre-synaptic neurons.</summary>
    /// <param name="number">Synapses per post-synaptic neuron.</param>
    /// <param name="weights">A number or a distribution.</param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <param name="allowSelfConnections">Whether a neuron may be connected with itself where both ends are the same population.</param>
    /// <param name="forceMultipleWeights">Whether each synapse has its own weight although one number is given.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or there are not so many neurons to choose from.</exception>
    /// <inheritdoc cref="AllToAll" path="/exception"/>
    public Projection FixedNumberPre(
        int number, Values weights, Values delays = default, bool allowSelfConnections = false, bool forceMultipleWeights = false) =>
        FixedNumber(StorageOrder.ByPost, number, weights, delays, allowSelfConnections, forceMultipleWeights);

    /// <summary>Gives each pre-synaptic neuron synapses onto the same number of random post-synaptic neurons.</summary>
    /// <param name="number">Synapses per pre-synaptic neuron.</param>
    /// <param name="weights">A number or a distribution; 1 if omitted.</param>
    /// <inheritdoc cref="FixedNumberPre" path="/param|/exception|/returns"/>
    public Projection FixedNumberPost(
        int number, Values? weights = null, Values delays = default, bool allowSelfConnections = false, bool forceMultipleWeights = false) =>
        FixedNumber(StorageOrder.ByPre, number, weights ?? 1.0, delays, allowSelfConnections, forceMultipleWeights);

    /// <summary>
    /// Connects each post-synaptic neuron with the pre-synaptic ones around the same place, with weights
    /// <c>amp exp(-d^2 / (2 sigma^2))</c>. Distances are those of positions whose dimensions are scaled to [0, 1].
    /// </summary>
    /// <param name="amp">Weight at distance 0.</param>
    /// <param name="sigma">Width; positive.</param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <param name="limit">Fraction of <paramref name="amp"/> below which there is no synapse.</param>
    /// <param name="allowSelfConnections">Whether a neuron is connected with itself where both ends are the same population.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">The pre-synaptic population has more dimensions than the post-synaptic one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A width is not positive, or another number is not finite.</exception>
    /// <inheritdoc cref="AllToAll" path="/exception"/>
    public Projection Gaussian(double amp, double sigma, Values delays = default, double limit = 0.01, bool allowSelfConnections = false)
    {
        CheckFinite(amp, nameof(amp));
        CheckWidth(sigma, nameof(sigma));
        CheckFinite(limit, nameof(limit));
        return ByDistance(new GaussianProfile(amp, sigma, limit), delays, allowSelfConnections);
    }

    /// <summary>
    /// Connects each post-synaptic neuron with the pre-synaptic ones around the same place, with weights that are a difference of Gaussians:
    /// <c>ampPos exp(-d^2 / (2 sigmaPos^2)) - ampNeg exp(-d^2 / (2 sigmaNeg^2))</c>.
    /// </summary>
    /// <param name="ampPos">Amplitude of the positive part.</param>
    /// <param name="sigmaPos">Width of the positive part.</param>
    /// <param name="ampNeg">Amplitude of the negative part.</param>
    /// <param name="sigmaNeg">Width of the negative part.</param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <param name="limit">Fraction of the difference of amplitudes below which, in absolute value, there is no synapse.</param>
    /// <param name="allowSelfConnections">Whether a neuron is connected with itself where both ends are the same population.</param>
    /// <inheritdoc cref="Gaussian" path="/exception|/returns"/>
    public Projection DifferenceOfGaussians(
        double ampPos,
        double sigmaPos,
        double ampNeg,
        double sigmaNeg,
        Values delays = default,
        double limit = 0.01,
        bool allowSelfConnections = false)
    {
        CheckFinite(ampPos, nameof(ampPos));
        CheckFinite(ampNeg, nameof(ampNeg));
        CheckWidth(sigmaPos, nameof(sigmaPos));
        CheckWidth(sigmaNeg, nameof(sigmaNeg));
        CheckFinite(limit, nameof(limit));
        return ByDistance(new DifferenceOfGaussiansProfile(ampPos, sigmaPos, ampNeg, sigmaNeg, limit), delays, allowSelfConnections);
    }

    private Projection FixedNumber(
        StorageOrder order, int number, Values weights, Values delays, bool allowSelfConnections, bool forceMultipleWeights)
    {
        var ends = Ends;
        var pattern = new FixedNumberPattern(ends, order, number, allowSelfConnections, Key(RandomStreams.Pattern));
        if (number < 0 || number > pattern.Candidates)
        {
            throw new ArgumentOutOfRangeException(
                nameof(number), number, $"Projection {Label}: the number of synapses per neuron is from 0 to {pattern.Candidates}.");
        }

        return Connect(ends, pattern, weights, delays, forceMultipleWeights, StorageFormat.Automatic);
    }

    private Projection ByDistance(IDistanceProfile profile, Values delays, bool allowSelfConnections)
    {
        var (pre, post) = (Pre.Whole.Geometry, Post.Whole.Geometry);
        if (pre.Dimensions > post.Dimensions)
        {
            throw new ArgumentException(
                $"Projection {Label}: distances need post-synaptic neurons in at least the {pre.Dimensions} dimensions of the pre-synaptic ones; they have {post.Dimensions}.");
        }

        var ends = Ends;
        var pattern = new DistancePattern(
            ends, profile, ScaledPositions(Pre, pre.Dimensions), ScaledPositions(Post, pre.Dimensions), pre.Dimensions, allowSelfConnections);
        return Connect(ends, pattern, 0.0, delays, true, StorageFormat.Automatic);
    }

    /// <summary>The first coordinates of all neurons, scaled to [0, 1]; in single precision for sheets and blocks, as in ANNarchy.</summary>
    private static double[] ScaledPositions(NeuronGroup neurons, int dimensions)
    {
        var geometry = neurons.Whole.Geometry;
        var roundsToSingle = geometry.Dimensions is 2 or 3;
        var positions = new double[neurons.Size * dimensions];
        var next = 0;
        foreach (var rank in neurons.Ranks)
        {
            foreach (var coordinate in geometry.NormalizedCoordinates(rank).AsSpan(0, dimensions))
                positions[next++] = roundsToSingle ? (float)coordinate : coordinate;
        }

        return positions;
    }

    private void CheckFinite(double value, string parameter)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(parameter, value, $"Projection {Label}: {parameter} must be finite.");
    }

    private void CheckWidth(double value, string parameter)
    {
        if (!double.IsFinite(value) || value <= 0.0)
            throw new ArgumentOutOfRangeException(parameter, value, $"Projection {Label}: {parameter} must be positive.");
    }

    /// <summary>The key of a stream of random numbers of this projection.</summary>
    private RandomKey Key(int stream) => new(unchecked((ulong)Network.BuildSeed), RandomObject, stream);

    /// <summary>Remembers what to connect, once everything was checked that can be without making the synapses.</summary>
    private Projection Connect(
        ProjectionEnds ends, ConnectionPattern pattern, Values weights, Values delays, bool forceMultipleWeights, StorageFormat storage)
    {
        CheckCanConnect();
        if (!Enum.IsDefined(storage))
            throw new ArgumentOutOfRangeException(nameof(storage), storage, "There is no such storage format.");
        var connector = new PatternConnector(
            ends,
            pattern,
            InitialValues.From(weights, nameof(weights), Label, ends, pattern, Key(RandomStreams.Weights)),
            InitialValues.From(delays, nameof(delays), Label, ends, pattern, Key(RandomStreams.Delays)),
            storage,
            forceMultipleWeights);
        InitialValues.CheckWeights(weights, Label);
        InitialValues.CheckDelays(delays, Label);
        _connector = connector;
        return this;
    }

    /// <summary>Refuses a connector that comes too late or twice.</summary>
    private void CheckCanConnect()
    {
        Network.CheckNotDisposed();
        if (Network.IsCompiled)
            throw new InvalidOperationException($"Projection {Label}: the network is compiled, synapses cannot be made by a connector any more.");
        if (_connector is not null)
        {
            throw new InvalidOperationException(
                $"Projection {Label} is connected already ({ConnectorDescription}); create another projection for more synapses.");
        }
    }
}
