using Annarchy.Connectivity;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Tests.Transmission;

public unsafe class SpikeDeliveryTests
{
    private const int Neurons = 300;
    private const int Rows = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RanksOfBothWidthsLeadToTheSameNeurons(bool isShared)
    {
        // Rows of all lengths up to 60, ranks ascending; weights are whole numbers, so that sums are exact.
        var random = new Random(1);
        using var begin = new NativeArray<int>(Rows + 1);
        var ranks = new List<int>();
        for (var row = 0; row < Rows; row++)
        {
            begin[row] = ranks.Count;
            ranks.AddRange(Enumerable.Range(0, Neurons).Where(_ => random.Next(Neurons) < row * 60 / Rows));
        }

        begin[Rows] = ranks.Count;
        using var cells = NativeArray<int>.From([.. ranks]);
        using var shortCells = NativeArray<ushort>.From([.. ranks.Select(rank => (ushort)rank)]);
        using var weights = NativeArray<float>.From([.. ranks.Select(_ => (float)random.Next(100))]);
        int[] spikes = [.. Enumerable.Range(0, Rows).Where(_ => random.Next(2) == 0)];
        var expected = new float[Neurons];
        foreach (var row in spikes)
        {
            for (var slot = begin[row]; slot < begin[row + 1]; slot++)
                expected[ranks[slot]] += isShared ? 3f : weights[slot];
        }

        using var sums = new NativeArray<float>(Neurons);
        using var shortSums = new NativeArray<float>(Neurons);
        var bounds = RowBounds.Tight(begin.Pointer);
        if (isShared)
        {
            SpikeDelivery.AddShared(spikes, bounds, cells.Pointer, 3f, sums.Pointer);
            SpikeDelivery.AddShared(spikes, bounds, shortCells.Pointer, 3f, shortSums.Pointer);
        }
        else
        {
            SpikeDelivery.Add(spikes, bounds, cells.Pointer, weights.Pointer, sums.Pointer);
            SpikeDelivery.Add(spikes, bounds, shortCells.Pointer, weights.Pointer, shortSums.Pointer);
        }

        Assert.Equal(expected, sums.Span.ToArray());
        Assert.Equal(expected, shortSums.Span.ToArray());
    }
}
