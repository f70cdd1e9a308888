namespace Annarchy.AnnToSnn;

/// <summary>A converted network: shows samples to its input population and reads the answers of its output neurons.</summary>
/// <remarks>
/// <see cref="Network"/> is an ordinary network, which can be recorded. Before each sample its neurons and monitors are reset, with other random
/// numbers than before; the same seed gives the same answers to the same samples in the same order.
/// </remarks>
public sealed class SpikingClassifier : IDisposable
{
    private readonly EncodingCurve _encoding;
    private readonly ReadOut _readOut;

    internal SpikingClassifier(ArtificialNetwork source, Network network, EncodingCurve encoding, ReadOut readOut, string report)
    {
        (Source, Network, ConnectivityReport) = (source, network, report);
        (_encoding, _readOut) = (encoding, readOut);
    }

    /// <summary>What was converted.</summary>
    public ArtificialNetwork Source { get; }

    /// <summary>The spiking network.</summary>
    public Network Network { get; }

    /// <summary>The input neurons.</summary>
    public Population Input => Network.Populations[0];

    /// <summary>The neurons that stand for the classes.</summary>
    public Population Output => Network.Populations[^1];

    /// <summary>Populations, synapses and weights, layer by layer.</summary>
    public string ConnectivityReport { get; }

    /// <summary>Shows a sample.</summary>
    /// <param name="sample">Values from 0 to 1, in row-major order of the input.</param>
    /// <param name="duration">How long, ms; the longest time where the read-out ends it earlier.</param>
    /// <exception cref="ArgumentException">There are not as many values as the network has inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not from 0 to 1.</exception>
    public SpikingAnswer Classify(ReadOnlySpan<float> sample, double duration = 1000.0)
    {
        Source.CheckSample(sample.Length);
        var rates = new double[sample.Length];
        for (var i = 0; i < rates.Length; i++)
        {
            if (sample[i] is not (>= 0.0f and <= 1.0f))
                throw new ArgumentOutOfRangeException(nameof(sample), sample[i], $"Value {i} of a sample is not from 0 to 1: scale the samples.");
            rates[i] = _encoding.Rates(sample[i]);
        }

        Network.Reset(reseed: false);
        Input["rates"] = rates;
        if (_readOut.Spikes is null)
            Network.Simulate(duration);
        else
            duration = Network.SimulateUntil(duration, Output);
        return new SpikingAnswer(Output["emitted"], Output["v"], duration);
    }

    /// <summary>The classes of samples.</summary>
    /// <param name="samples">Values from 0 to 1 of each, in row-major order of the input.</param>
    /// <param name="duration">How long each is shown, ms; the longest time where the read-out ends it earlier.</param>
    /// <param name="progress">Told the number of samples done after each; null for nobody.</param>
    /// <param name="cancellationToken">Ends it after the sample in progress.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <inheritdoc cref="Classify" path="/exception"/>
    public int[] Predict(
        IReadOnlyList<float[]> samples, double duration = 1000.0, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        [.. Answers(samples, duration, progress, cancellationToken).Select(answer => answer.Class)];

    /// <summary>All classes that come first equally, for each sample.</summary>
    /// <inheritdoc cref="Predict"/>
    public int[][] PredictMultiple(
        IReadOnlyList<float[]> samples, double duration = 1000.0, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        [.. Answers(samples, duration, progress, cancellationToken).Select(answer => answer.Winners.ToArray())];

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();

    private IEnumerable<SpikingAnswer> Answers(
        IReadOnlyList<float[]> samples, double duration, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(samples);
        for (var i = 0; i < samples.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Classify(samples[i], duration);
            progress?.Report(i + 1);
        }
    }
}
