using System.Numerics;

namespace Annarchy.Bold;

/// <summary>
/// Once per step, the mean of a variable over each group of neurons, relative to its baseline where one is asked for, becomes the rate of one
/// neuron of the input population.
/// </summary>
internal sealed class BoldInputs : ISystem
{
    public const string Rate = "r";
    public const string BaselineSteps = "baseline_steps";
    public const string Measured = "measured_steps";
    public const string Baseline = "baseline";

    /// <summary>Keeps the division defined where the baseline is 0.</summary>
    private const double Smallest = 1e-7;

    private readonly Population _signal;
    private readonly Population _inputs;
    private readonly Source[] _sources;

    /// <param name="signal">The neuron that computes the signal; while it is disabled, nothing is measured.</param>
    /// <param name="inputs">A neuron of <see cref="Model"/> per source.</param>
    /// <param name="sources">What is measured.</param>
    public BoldInputs(Population signal, Population inputs, IEnumerable<(NeuronGroup Neurons, string Variable)> sources)
    {
        (_signal, _inputs) = (signal, inputs);
        _sources = [.. sources.Select(s => new Source(s.Neurons.Whole, s.Neurons is PopulationView ? [.. s.Neurons.Ranks] : null, s.Variable))];
    }

    /// <summary>The neurons that carry the inputs; all their values are set here.</summary>
    public static Neuron Model { get; } = new(
        parameters: new ParameterList
        {
            [Rate] = new Parameter(0.0, Locality.Local),
            [Baseline] = new Parameter(0.0, Locality.Local),
            [BaselineSteps] = new Parameter(0.0, Locality.Local, AttributeKind.Integer),
            [Measured] = new Parameter(0.0, Locality.Local, AttributeKind.Integer),
        },
        name: "BOLD input",
        description: "Mean of a variable over a population, relative to its baseline once that is measured.");

    public string Name => $"inputs of {_signal.Name}";

    public void Update(in StepContext context)
    {
        if (!_signal.IsEnabled)
            return;
        if (_inputs.Network.Precision == Precision.Single)
            Update<float, int>();
        else
            Update<double, long>();
    }

    private void Update<T, TCount>()
        where T : unmanaged, INumberBase<T>
        where TCount : unmanaged, IBinaryInteger<TCount>
    {
        var rates = _inputs.AsSpan<T>(Rate);
        var baselines = _inputs.AsSpan<T>(Baseline);
        var lengths = _inputs.AsSpan<TCount>(BaselineSteps);
        var measured = _inputs.AsSpan<TCount>(Measured);
        for (var i = 0; i < _sources.Length; i++)
        {
            var mean = _sources[i].Mean<T>();
            var baseline = double.CreateTruncating(baselines[i]);
            if (lengths[i] == TCount.Zero)
            {
                rates[i] = T.CreateTruncating(mean);
            }
            else if (measured[i] < lengths[i])
            {
                measured[i]++;
                baselines[i] = T.CreateTruncating(baseline + ((mean - baseline) / double.CreateTruncating(measured[i])));
                rates[i] = T.Zero;
            }
            else
            {
                rates[i] = T.CreateTruncating((mean - baseline) / (Math.Abs(baseline) + Smallest));
            }
        }
    }

    private readonly record struct Source(Population Population, int[]? Ranks, string Variable)
    {
        /// <summary>The mean, summed in eight lanes in the order of ranks, so that it has the same bits everywhere.</summary>
        public double Mean<T>()
            where T : unmanaged, INumberBase<T>
        {
            ReadOnlySpan<T> values = Population.AsSpan<T>(Variable);
            if (values.Length == 1)
                return double.CreateTruncating(values[0]);
            Span<double> lanes = stackalloc double[8];
            lanes.Clear();
            var count = Ranks?.Length ?? values.Length;
            for (var i = 0; i < count; i++)
                lanes[i & 7] += double.CreateTruncating(values[Ranks is null ? i : Ranks[i]]);
            var sum = 0.0;
            foreach (var lane in lanes)
                sum += lane;
            return sum / count;
        }
    }
}
