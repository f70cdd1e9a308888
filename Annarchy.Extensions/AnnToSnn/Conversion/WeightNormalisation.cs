namespace Annarchy.AnnToSnn;

/// <summary>How weights are scaled so that rates stay within what neurons can emit.</summary>
public abstract class WeightNormalisation
{
    /// <summary>Leaves the weights as they are.</summary>
    public static WeightNormalisation None { get; } = new Unscaled();

    /// <summary>
    /// Divides the weights of a layer by the largest sum of positive weights of one of its neurons, and multiplies them by a scale factor. It
    /// needs no data.
    /// </summary>
    /// <param name="scaleFactors">
    /// A factor per layer with weights, one for all, or none: then 2 for the first layer with weights, 3 for the second, and so on, since rates
    /// fall from layer to layer.
    /// </param>
    /// <remarks>
    /// The model-based normalisation of P. U. Diehl, D. Neil, J. Binas, M. Cook, S. Liu and M. Pfeiffer, <i>Fast-classifying, high-accuracy
    /// spiking deep networks through weight and threshold balancing</i>, IJCNN 2015.
    /// </remarks>
    public static WeightNormalisation ModelBased(params double[] scaleFactors)
    {
        ArgumentNullException.ThrowIfNull(scaleFactors);
        foreach (var factor in scaleFactors)
            CheckFactor(factor, nameof(scaleFactors));
        return new ByModel([.. scaleFactors]);
    }

    /// <summary>
    /// Scales the weights so that in every layer the activations that samples cause have the same range of rates as the input.
    /// </summary>
    /// <param name="samples">Samples like those to come, such as some of the training data.</param>
    /// <param name="percentile">Percentage of the activations of a layer that stay within the range; 0 to 100.</param>
    /// <param name="scaleFactor">Multiplies the rates of all layers but the input.</param>
    /// <remarks>The data-based normalisation of Diehl et al. (2015) with the percentile of Rueckauer et al. (2017).</remarks>
    public static WeightNormalisation DataBased(IReadOnlyList<float[]> samples, double percentile = 99.9, double scaleFactor = 1.0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0)
            throw new ArgumentException("Normalisation by data needs at least one sample.", nameof(samples));
        if (!(percentile is > 0.0 and <= 100.0))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is above 0 and at most 100.");
        CheckFactor(scaleFactor, nameof(scaleFactor));
        return new ByData(samples, percentile, scaleFactor);
    }

    /// <summary>What the weights of each stage are multiplied by; 1 for those without weights.</summary>
    internal abstract double[] Factors(ArtificialNetwork ann, IReadOnlyList<SpikingStage> stages);

    private static void CheckFactor(double factor, string parameter)
    {
        if (!(factor > 0.0 && double.IsFinite(factor)))
            throw new ArgumentOutOfRangeException(parameter, factor, "A scale factor is a positive finite number.");
    }

    private sealed class Unscaled : WeightNormalisation
    {
        public override string ToString() => "none";

        internal override double[] Factors(ArtificialNetwork ann, IReadOnlyList<SpikingStage> stages) => [.. stages.Select(_ => 1.0)];
    }

    private sealed class ByModel(double[] scaleFactors) : WeightNormalisation
    {
        public override string ToString() => "by the model";

        internal override double[] Factors(ArtificialNetwork ann, IReadOnlyList<SpikingStage> stages)
        {
            var weighted = stages.Count(stage => stage.HasWeights);
            if (scaleFactors.Length > 1 && scaleFactors.Length != weighted)
            {
                throw new ArgumentException(
                    $"{scaleFactors.Length} scale factors are given; network '{ann.Name}' has {weighted} layers with weights, which take as many, one "
                    + "or none.");
            }

            var factors = new double[stages.Count];
            var level = 0;
            for (var i = 0; i < factors.Length; i++)
            {
                factors[i] = 1.0;
                if (!stages[i].HasWeights)
                    continue;
                var scale = scaleFactors.Length switch
                {
                    0 => level + 2.0,
                    1 => scaleFactors[0],
                    _ => scaleFactors[level],
                };
                level++;
                if (LargestInput(stages[i]) is > 0.0 and var largest)
                    factors[i] = scale / largest;
            }

            return factors;
        }

        /// <summary>The largest sum of positive weights of a neuron.</summary>
        private static double LargestInput(SpikingStage stage)
        {
            var sums = new double[Shapes.Count(stage.OutputShape)];
            foreach (var (post, _, weight) in stage.Synapses())
                sums[post] += Math.Max(weight, 0.0);
            return sums.Max();
        }
    }

    private sealed class ByData(IReadOnlyList<float[]> samples, double percentile, double scaleFactor) : WeightNormalisation
    {
        public override string ToString() => $"by {samples.Count} samples, percentile {percentile}";

        internal override double[] Factors(ArtificialNetwork ann, IReadOnlyList<SpikingStage> stages)
        {
            var activations = samples.Select(sample => ann.Activations(sample)).ToArray();
            var factors = new double[stages.Count];
            var before = scaleFactor;
            for (var i = 0; i < factors.Length; i++)
            {
                factors[i] = 1.0;
                if (!stages[i].HasWeights)
                    continue;
                var largest = Percentile(activations, stages[i].Index);
                if (largest <= 0.0)
                    throw new ArgumentException($"Layer {stages[i].Layer} is silent for all samples: they cannot serve for its normalisation.");
                factors[i] = before / largest;
                before = largest;
            }

            return factors;
        }

        private double Percentile(float[][][] activations, int layer)
        {
            var values = activations.SelectMany(sample => sample[layer]).Where(value => value > 0.0f).Order().ToArray();
            return values.Length == 0 ? 0.0 : values[(int)Math.Ceiling(percentile / 100.0 * values.Length) - 1];
        }
    }
}
