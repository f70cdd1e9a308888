namespace Annarchy.Tests.Monitors;

/// <summary>Values worked out by hand for three trains: 2, 4, 8 and 3, 6, 9 and 5.</summary>
public class SpikeAnalysisTests
{
    private static readonly SortedDictionary<int, long[]> Trains = new() { [0] = [2, 4, 8], [1] = [3, 6, 9], [4] = [5] };

    [Fact]
    public void Raster()
    {
        var (times, ranks) = SpikeAnalysis.RasterPlot(Trains, 0.5);
        Assert.Equal([1.0, 2.0, 4.0, 1.5, 3.0, 4.5, 2.5], times);
        Assert.Equal([0, 0, 0, 1, 1, 1, 4], ranks);
    }

    [Fact]
    public void Histograms()
    {
        Assert.Equal([1, 1, 1, 1, 1, 0, 1, 1], SpikeAnalysis.Histogram(Trains));
        Assert.Equal([3, 2, 2], SpikeAnalysis.Histogram(Trains, 0.5, bin: 1.5));
        Assert.Equal([0, 2, 2], SpikeAnalysis.Histogram(Trains, 0.5, 1.0, new RecordingWindow(0.0, 3.0)));
        var perNeuron = SpikeAnalysis.HistogramPerNeuron(Trains, bin: 4.0);
        Assert.Equal(new[,] { { 2, 1 }, { 1, 2 }, { 0, 0 }, { 0, 0 }, { 1, 0 } }, perNeuron);
        Assert.Empty(SpikeAnalysis.Histogram(new Dictionary<int, long[]>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeAnalysis.Histogram(Trains, bin: -1.0));
    }

    [Fact]
    public void Intervals()
    {
        Assert.Equal([1.0, 2.0, 1.5, 1.5], SpikeAnalysis.InterSpikeInterval(Trains, 0.5));
        Assert.Equal([3.0, 3.0], SpikeAnalysis.InterSpikeInterval(Trains, 1.0, [1, 4]));
        Assert.Equal([0, 1], SpikeAnalysis.InterSpikeIntervalPerNeuron(Trains).Keys);

        // Intervals 2 and 4: mean 3, standard deviation 1.
        Assert.Equal([1.0 / 3.0, 0.0], SpikeAnalysis.CoefficientOfVariation(Trains));
        Assert.Equal([0.0], SpikeAnalysis.CoefficientOfVariation(Trains, [1, 4]));
    }

    [Fact]
    public void Rates()
    {
        Assert.Equal(70.0, SpikeAnalysis.MeanFr(Trains, 5, 20.0), 12);
        var rates = SpikeAnalysis.SmoothedRate(Trains, 0.5);
        Assert.Equal((3, 8), (rates.GetLength(0), rates.GetLength(1)));
        Assert.Equal([1000.0, 1000.0, 500.0, 500.0, 500.0, 500.0, 0.0, 0.0], Row(rates, 0));
        var third = 1000.0 / 1.5;
        Assert.Equal([0.0, third, third, third, third, third, third, 0.0], Row(rates, 1));
        Assert.All(Row(rates, 2), r => Assert.Equal(0.0, r));
        var smooth = SpikeAnalysis.SmoothedRate(Trains, 0.5, smooth: 1.0, ranks: [1, 7]);
        Assert.Equal([0.0, third / 2.0, third * 0.75], Row(smooth, 0)[..3]);
        Assert.Equal(2, smooth.GetLength(0));
    }

    [Fact]
    public void RatesOfPopulations()
    {
        // One spike of five neurons in half a millisecond: 400 Hz.
        Assert.Equal([400.0, 400.0, 400.0, 400.0, 400.0, 0.0, 400.0, 400.0], SpikeAnalysis.PopulationRate(Trains, 5, 0.5));
        var rate = SpikeAnalysis.PopulationRate(Trains, 5, 0.5, smooth: 2.0, new RecordingWindow(0.0, 6.0));
        Assert.Equal(12, rate.Length);
        Assert.Equal([0.0, 0.0, 100.0, 175.0], rate[..4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeAnalysis.PopulationRate(Trains, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeAnalysis.PopulationRate(Trains, 1, smooth: double.NaN));
    }

    [Fact]
    public void MonitorsKnowNeuronsAndWindows()
    {
        using var net = new Network(dt: 0.5);
        var pop = net.Create(new SpikeSourceArray([[1.0, 2.0, 4.0], [1.5, 3.0, 4.5], [], [], [2.5]]));
        var monitor = net.Monitor(pop, "spike");
        var some = net.Monitor(pop[..2], "spike");
        net.Simulate(4.0);
        monitor.Pause();
        net.Simulate(1.0);
        monitor.Resume();
        net.Simulate(6.0);
        Assert.Equal(1000.0 * 5.0 / 5.0 / 10.0, monitor.MeanFr(), 12);
        Assert.Equal(1000.0 * 6.0 / 2.0 / 11.0, some.MeanFr(), 12);
        Assert.Equal((5, 22), (monitor.SmoothedRate().GetLength(0), monitor.SmoothedRate().GetLength(1)));
        var spikes = some.Spikes();
        Assert.Equal(6, some.RasterPlot(spikes).Times.Length);
        Assert.Equal(22, some.PopulationRate(spikes).Length);
        Assert.Equal(1000.0, some.PopulationRate(spikes)[2]);
        Assert.Equal([1.0, 2.0, 1.5, 1.5], some.InterSpikeInterval(spikes));
        Assert.Equal([3, 1, 2], some.Histogram(spikes, bin: 1.5));
        Assert.Equal([1.0 / 3.0, 0.0], some.CoefficientOfVariation(spikes));
        Assert.Equal(2, some.HistogramPerNeuron(spikes).GetLength(0));
        var plain = net.Monitor(pop, "r");
        Assert.Throws<ArgumentException>(() => plain.RasterPlot());
    }

    private static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(i => matrix[row, i])];
}
