namespace Annarchy;

/// <summary>Figures of recorded spikes: trains of step numbers by neuron rank, as <see cref="Monitor.Spikes"/> returns them.</summary>
/// <remarks>
/// The functions are those of ANNarchy. Silent neurons may be missing among the trains, so that functions that average over neurons are
/// told how many there are. A <see cref="Monitor"/> has them as methods and knows these numbers.
/// </remarks>
public static class SpikeAnalysis
{
    /// <summary>Spikes as points for a raster plot, in order of rank.</summary>
    /// <param name="spikes">Steps of the spikes of each neuron.</param>
    /// <param name="timeStep">Duration of a step, ms.</param>
    /// <returns>Time of each spike in ms, and who spiked.</returns>
    public static (double[] Times, int[] Ranks) RasterPlot(IReadOnlyDictionary<int, long[]> spikes, double timeStep = 1.0)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        var count = spikes.Values.Sum(train => train.Length);
        var (times, ranks) = (new double[count], new int[count]);
        var next = 0;
        foreach (var (rank, train) in spikes)
        {
            foreach (var step in train)
                (times[next], ranks[next++]) = (step * timeStep, rank);
        }

        return (times, ranks);
    }

    /// <summary>How many spikes of all neurons fall into successive bins.</summary>
    /// <param name="spikes">Steps of the spikes of each neuron.</param>
    /// <param name="timeStep">Duration of a step, ms.</param>
    /// <param name="bin">Width of a bin, ms, in whole steps; 0 for one step.</param>
    /// <param name="window">When to count; null for the time from the first to the last spike.</param>
    /// <returns>A count per bin, the last of which holds the end of the window; empty without spikes and window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bin is negative or NaN.</exception>
    public static int[] Histogram(
        IReadOnlyDictionary<int, long[]> spikes, double timeStep = 1.0, double bin = 0.0, RecordingWindow? window = null)
    {
        var bins = Bins.Over(spikes, timeStep, bin, window);
        var counts = new int[bins.Length];
        foreach (var train in spikes.Values)
            bins.Tally(train, counts);
        return counts;
    }

    /// <summary>How many spikes of each neuron fall into successive bins.</summary>
    /// <returns>A row per rank from 0 to the largest one that spiked, a column per bin.</returns>
    /// <inheritdoc cref="Histogram"/>
    public static int[,] HistogramPerNeuron(
        IReadOnlyDictionary<int, long[]> spikes, double timeStep = 1.0, double bin = 0.0, RecordingWindow? window = null)
    {
        var bins = Bins.Over(spikes, timeStep, bin, window);
        var counts = new int[spikes.Keys.DefaultIfEmpty(-1).Max() + 1, bins.Length];
        foreach (var (rank, train) in spikes)
        {
            foreach (var step in train)
            {
                if (bins.TryFind(step, out var place))
                    counts[rank, place]++;
            }
        }

        return counts;
    }

    /// <summary>Times between successive spikes of the same neuron, ms, neuron after neuron.</summary>
    /// <param name="spikes">Steps of the spikes of each neuron.</param>
    /// <param name="timeStep">Duration of a step, ms.</param>
    /// <param name="ranks">Which neurons; null for all.</param>
    public static double[] InterSpikeInterval(
        IReadOnlyDictionary<int, long[]> spikes, double timeStep = 1.0, IEnumerable<int>? ranks = null) =>
        [.. InterSpikeIntervalPerNeuron(spikes, timeStep, ranks).Values.SelectMany(i => i)];

    /// <summary>Times between successive spikes, ms, of each neuron with at least two spikes.</summary>
    /// <inheritdoc cref="InterSpikeInterval"/>
    public static SortedDictionary<int, double[]> InterSpikeIntervalPerNeuron(
        IReadOnlyDictionary<int, long[]> spikes, double timeStep = 1.0, IEnumerable<int>? ranks = null)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        var chosen = ranks?.ToHashSet();
        var intervals = new SortedDictionary<int, double[]>();
        foreach (var (rank, train) in spikes)
        {
            if (train.Length >= 2 && chosen?.Contains(rank) != false)
                intervals.Add(rank, [.. train.Skip(1).Zip(train, (later, earlier) => (later - earlier) * timeStep)]);
        }

        return intervals;
    }

    /// <summary>
    /// Coefficient of variation of the inter-spike intervals (standard deviation over mean; about 1 for a Poisson process, 0 for a clock)
    /// of each neuron with at least two intervals, in order of rank.
    /// </summary>
    /// <param name="spikes">Steps of the spikes of each neuron.</param>
    /// <param name="ranks">Which neurons; null for all.</param>
    public static double[] CoefficientOfVariation(IReadOnlyDictionary<int, long[]> spikes, IEnumerable<int>? ranks = null) =>
        [.. CoefficientOfVariationPerNeuron(spikes, ranks).Values];

    /// <summary>Coefficient of variation of the inter-spike intervals by rank, of neurons with at least two intervals.</summary>
    /// <inheritdoc cref="CoefficientOfVariation"/>
    public static SortedDictionary<int, double> CoefficientOfVariationPerNeuron(
        IReadOnlyDictionary<int, long[]> spikes, IEnumerable<int>? ranks = null)
    {
        var variations = new SortedDictionary<int, double>();
        foreach (var (rank, intervals) in InterSpikeIntervalPerNeuron(spikes, 1.0, ranks))
        {
            if (intervals.Length < 2)
                continue;
            var mean = intervals.Average();
            variations.Add(rank, Math.Sqrt(intervals.Average(i => (i - mean) * (i - mean))) / mean);
        }

        return variations;
    }

    /// <summary>Mean firing rate, Hz.</summary>
    /// <param name="spikes">Steps of the spikes of each neuron.</param>
    /// <param name="neurons">Number of neurons, silent ones included.</param>
    /// <param name="duration">For how long they were recorded, ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of neurons or the duration is not positive.</exception>
    public static double MeanFr(IReadOnlyDictionary<int, long[]> spikes, int neurons, double duration)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        if (!double.IsFinite(duration) || duration <= 0.0)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "A mean rate needs a positive finite duration.");
        return spikes.Values.Sum(train => (double)train.Length) / neurons / duration * 1000.0;
    }

    /// <summary>
    /// Instantaneous firing rates, Hz: between two spikes of a neuron one over the interval, 0 before the first and after the last spike.
    /// </summary>
    /// <param name="spikes">Steps of the spikes of each neuron.</param>
    /// <param name="timeStep">Duration of a step, ms.</param>
    /// <param name="smooth">Time constant of a low-pass filter over the rates, ms; 0 for none.</param>
    /// <param name="window">Which time; null for the one from the first to the last spike.</param>
    /// <param name="ranks">The neurons, a row each; null for those that spiked.</param>
    /// <returns>A row per neuron, a column per step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time constant is negative or NaN.</exception>
    public static double[,] SmoothedRate(
        IReadOnlyDictionary<int, long[]> spikes,
        double timeStep = 1.0,
        double smooth = 0.0,
        RecordingWindow? window = null,
        IReadOnlyList<int>? ranks = null)
    {
        var (start, length) = Bins.Steps(spikes, timeStep, window);
        CheckSmoothing(smooth);
        ranks ??= [.. spikes.Keys];
        var rates = new double[ranks.Count, length];
        var row = new double[length];
        for (var i = 0; i < ranks.Count; i++)
        {
            Array.Clear(row);
            if (spikes.TryGetValue(ranks[i], out var train))
                FillInstantaneous(train, start, timeStep, row);
            if (smooth > 0.0)
                Smooth(row, timeStep / smooth);
            for (var t = 0; t < length; t++)
                rates[i, t] = row[t];
        }

        return rates;
    }

    /// <summary>Firing rate of a population, Hz: spikes per step over neurons and the duration of a step.</summary>
    /// <param name="spikes">Steps of the spikes of each neuron.</param>
    /// <param name="neurons">Number of neurons, silent ones included.</param>
    /// <param name="timeStep">Duration of a step, ms.</param>
    /// <param name="smooth">Time constant of a low-pass filter over the rate, ms; none if it is not longer than a step.</param>
    /// <param name="window">Which time; null for the one from the first to the last spike.</param>
    /// <returns>A rate per step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of neurons is not positive, or the time constant negative or NaN.</exception>
    public static double[] PopulationRate(
        IReadOnlyDictionary<int, long[]> spikes, int neurons, double timeStep = 1.0, double smooth = 0.0, RecordingWindow? window = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        var (start, length) = Bins.Steps(spikes, timeStep, window);
        CheckSmoothing(smooth);
        var rates = new double[length];
        var perSpike = 1000.0 / (timeStep * neurons);
        foreach (var step in spikes.Values.SelectMany(train => train))
        {
            if (step >= start && step < start + length)
                rates[step - start] += 1.0;
        }

        for (var t = 0; t < length; t++)
            rates[t] *= perSpike;
        if (smooth > timeStep)
            Smooth(rates, timeStep / smooth);
        return rates;
    }

    private static void CheckSmoothing(double smooth)
    {
        if (!double.IsFinite(smooth) || smooth < 0.0)
            throw new ArgumentOutOfRangeException(nameof(smooth), smooth, "The time constant of a filter is a finite number of ms, at least 0.");
    }

    private static void FillInstantaneous(long[] train, long start, double timeStep, double[] row)
    {
        for (var i = 1; i < train.Length; i++)
        {
            var (from, to) = (train[i - 1] - start, train[i] - start);
            if (from >= 0 && to <= row.Length)
                row.AsSpan((int)from, (int)(to - from)).Fill(1000.0 / (timeStep * (to - from)));
        }
    }

    private static void Smooth(double[] rates, double fraction)
    {
        for (var t = 1; t < rates.Length; t++)
            rates[t] = rates[t - 1] + ((rates[t] - rates[t - 1]) * fraction);
    }

    /// <summary>Successive bins of whole steps.</summary>
    private readonly record struct Bins(long First, long Last, long Width)
    {
        public int Length => Last < First ? 0 : checked((int)(((Last - First) / Width) + 1));

        public static Bins Over(IReadOnlyDictionary<int, long[]> spikes, double timeStep, double bin, RecordingWindow? window)
        {
            if (!double.IsFinite(bin) || bin < 0.0)
                throw new ArgumentOutOfRangeException(nameof(bin), bin, "The width of a bin is a finite number of ms, at least 0.");
            var (first, length) = Steps(spikes, timeStep, window);
            return new Bins(first, first + length - 1, Math.Max(1L, (long)Math.Round(bin / timeStep)));
        }

        /// <summary>First step and number of steps of a window, or of the time from the first to the last spike.</summary>
        public static (long Start, int Length) Steps(IReadOnlyDictionary<int, long[]> spikes, double timeStep, RecordingWindow? window)
        {
            ArgumentNullException.ThrowIfNull(spikes);
            if (!double.IsFinite(timeStep) || timeStep <= 0.0)
                throw new ArgumentOutOfRangeException(nameof(timeStep), timeStep, "The duration of a step is a positive finite number of ms.");
            var steps = spikes.Values.SelectMany(train => train);
            var (first, end) = (long.MaxValue, long.MinValue);
            foreach (var step in steps)
                (first, end) = (Math.Min(first, step), Math.Max(end, step + 1));
            if (window is { } given)
                (first, end) = ((long)Math.Round(given.Start / timeStep), given.Stop is { } stop ? (long)Math.Round(stop / timeStep) : end);
            return end > first ? (first, checked((int)(end - first))) : (0, 0);
        }

        public bool TryFind(long step, out int place)
        {
            place = step >= First && step <= Last ? (int)((step - First) / Width) : -1;
            return place >= 0;
        }

        public void Tally(long[] train, int[] counts)
        {
            foreach (var step in train)
            {
                if (TryFind(step, out var place))
                    counts[place]++;
            }
        }
    }
}
