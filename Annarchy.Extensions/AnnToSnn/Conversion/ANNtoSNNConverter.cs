using System.Globalization;

namespace Annarchy.AnnToSnn;

/// <summary>
/// Converts trained feed-forward networks into networks of spiking neurons that do the same: every layer becomes a population, every
/// activation the rate of a neuron.
/// </summary>
/// <remarks>
/// Dense, Conv2D, MaxPooling2D and AveragePooling2D layers become populations; Flatten, Reshape, Permute and Dropout say at most where
/// synapses go; ReLU is what spiking neurons do anyway, and a softmax at the end does not change which value is the largest. Biases are
/// constant currents. Samples have values from 0 to 1.
/// </remarks>
/// <example><code>
/// var converter = new ANNtoSNNConverter(InputEncoding.Poisson(), readOut: ReadOut.SpikeCount);
/// using var snn = converter.Load("digits.keras");
/// Console.WriteLine(snn.ConnectivityReport);
/// int[] digits = snn.Predict(images, duration: 200.0);
/// </code></example>
/// <param name="inputEncoding">How values become spikes; null for <see cref="InputEncoding.CPN"/>.</param>
/// <param name="hiddenNeuron">Model of the neurons of hidden layers; null for <see cref="SpikingNeurons.IaF"/>.</param>
/// <param name="readOut">How the answer is read; null for <see cref="ReadOut.SpikeCount"/>.</param>
/// <param name="normalisation">How weights are scaled; null for <see cref="WeightNormalisation.ModelBased"/>.</param>
/// <param name="configuration">What the spiking network is created with; null for steps of 1 ms.</param>
public sealed class ANNtoSNNConverter(
    InputEncoding? inputEncoding = null,
    Neuron? hiddenNeuron = null,
    ReadOut? readOut = null,
    WeightNormalisation? normalisation = null,
    NetworkConfiguration? configuration = null)
{
    private readonly NetworkConfiguration _configuration = configuration ?? new NetworkConfiguration();

    /// <summary>How values become spikes.</summary>
    public InputEncoding InputEncoding { get; } = inputEncoding ?? InputEncoding.CPN();

    /// <summary>Model of the neurons of hidden layers.</summary>
    public Neuron HiddenNeuron { get; } = hiddenNeuron ?? SpikingNeurons.IaF;

    /// <summary>How the answer is read.</summary>
    public ReadOut ReadOut { get; } = readOut ?? ReadOut.SpikeCount;

    /// <summary>How weights are scaled.</summary>
    public WeightNormalisation Normalisation { get; } = normalisation ?? WeightNormalisation.ModelBased();

    /// <summary>Reads a trained network and converts it.</summary>
    /// <param name="path">A file of Keras (<c>.keras</c>, <c>.h5</c>) or in the ONNX format.</param>
    /// <inheritdoc cref="ArtificialNetwork.Load" path="/exception"/>
    /// <inheritdoc cref="Convert" path="/exception"/>
    public SpikingClassifier Load(string path) => Convert(ArtificialNetwork.Load(path));

    /// <summary>Converts a trained network.</summary>
    /// <param name="ann">The network.</param>
    /// <returns>The spiking network, compiled; to be disposed.</returns>
    /// <exception cref="NotSupportedException">A layer cannot be converted; the message names it and says what can.</exception>
    /// <exception cref="ArgumentException">The models of neurons or the options do not fit the network; the message says why.</exception>
    public SpikingClassifier Convert(ArtificialNetwork ann)
    {
        ArgumentNullException.ThrowIfNull(ann);
        var stages = SpikingStage.Of(ann);
        var factors = Normalisation.Factors(ann, stages);
        var net = new Network(_configuration);
        try
        {
            var report = new ConnectivityReport(this, ann);
            var input = net.Create(new Geometry([.. ann.InputShape]), InputEncoding.Neuron, ann.InputName);
            InputEncoding.Check(input);
            report.AddInput(input);
            var encoding = InputEncoding.Curve(_configuration);
            var gain = encoding.Charge;
            var last = input;
            for (var i = 0; i < stages.Count; i++)
            {
                gain *= factors[i];
                var population = Create(net, stages[i], isOutput: i == stages.Count - 1);
                SetBias(population, stages[i], gain);
                var projection = Connect(net, last, population, stages[i], factors[i]);
                report.AddStage(stages[i], population, projection, factors[i]);
                last = population;
            }

            net.Compile();
            return new SpikingClassifier(ann, net, encoding, ReadOut, report.ToString());
        }
        catch
        {
            net.Dispose();
            throw;
        }
    }

    private Population Create(Network net, SpikingStage stage, bool isOutput)
    {
        var name = stage.Layer.Name;
        if (stage.Layer is Pooling2DLayer { Operation: PoolingOperation.Max })
            return net.Create(stage.OutputShape, SpikingNeurons.Maximum, name);
        if (!isOutput)
            return net.Create(stage.OutputShape, HiddenNeuron, name);
        var stop = ReadOut.Spikes is { } spikes ? string.Create(CultureInfo.InvariantCulture, $"emitted >= {spikes} : any") : null;
        var output = net.Create(stage.OutputShape, SpikingNeurons.IaF, name, stop);
        if (!ReadOut.Emits)
            output["vt"] = SpikingNeurons.Unreachable;
        return output;
    }

    private static void SetBias(Population population, SpikingStage stage, double gain)
    {
        if (stage.Bias.IsEmpty)
            return;
        CheckHas(population, "bias", $"layer {stage.Layer} has biases, which are constant currents");
        var values = new double[population.Size];
        for (var i = 0; i < values.Length; i++)
            values[i] = gain * stage.Bias[i % stage.Bias.Length];
        population["bias"] = values;
    }

    private static Projection Connect(Network net, Population pre, Population post, SpikingStage stage, double factor)
    {
        var name = $"{pre.Name}-{post.Name}";
        if (stage.Layer is Pooling2DLayer { Operation: PoolingOperation.Max })
        {
            CheckHas(pre, "emitted", $"layer {stage.Layer} takes the maximum of the numbers of their spikes");
            return net.Connect(pre, post, SpikingNeurons.Target, SpikingNeurons.LargestCount, name).FromList(stage.Synapses());
        }

        return net.Connect(pre, post, SpikingNeurons.Target, SpikingNeurons.SynapseFrom(pre), name)
            .FromList(stage.Synapses().Select(synapse => synapse with { Weight = factor * synapse.Weight }));
    }

    private static void CheckHas(Population population, string attribute, string reason)
    {
        var attributes = population.Attributes;
        if (!attributes.Contains(attribute))
        {
            throw new ArgumentException(
                $"The neurons of population '{population.Name}' need '{attribute}', since {reason}; they have {string.Join(", ", attributes)}.");
        }
    }
}
