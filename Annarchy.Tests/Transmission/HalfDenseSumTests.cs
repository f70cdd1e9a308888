using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Tests.Transmission;

public unsafe class HalfDenseSumTests
{
    [Fact]
    public void Every_finite_half_is_multiplied_exactly()
    {
        // One row per half: subnormals, both zeros, the largest; a single input shows the product.
        const int Rows = 1 << 16;
        using var weights = new NativeArray<Half>(Rows * (long)HalfDenseSums.Block);
        using var ranks = NativeArray<int>.From(Enumerable.Range(0, Rows).ToArray());
        using var sums = new NativeArray<float>(Rows);
        foreach (var (column, input) in new[] { (0, 1f), (5, -3f), (30, 0.125f), (31, 40000f) })
        {
            weights.Span.Clear();
            for (var row = 0; row < Rows; row++)
            {
                var weight = BitConverter.UInt16BitsToHalf((ushort)row);
                weights[(row * HalfDenseSums.Block) + column] = Half.IsFinite(weight) ? weight : Half.One;
            }

            using var inputs = new NativeArray<float>(32);
            inputs[column] = input;
            using var prepared = new NativeArray<float>(HalfDenseSums.Block);
            var factor = HalfDenseSums.Prepare(inputs.Pointer, 32, prepared.Pointer);
            sums.Span.Clear();

            HalfDenseSums.Add(weights.Pointer, HalfDenseSums.Block, prepared.Pointer, factor, ranks.Pointer, sums.Pointer, 0, Rows);

            for (var row = 0; row < Rows; row++)
                Assert.Equal((float)weights[(row * HalfDenseSums.Block) + column] * input, sums[row]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    [InlineData(1003)]
    public void Rows_sum_to_the_products_and_have_the_same_bits_alone(int columns)
    {
        const int Rows = 7;
        var random = new Random(columns);
        var stride = HalfDenseSums.Stride(columns);
        using var weights = new NativeArray<Half>(Rows * stride);
        using var inputs = new NativeArray<float>(columns);
        using var prepared = new NativeArray<float>(stride);
        using var ranks = NativeArray<int>.From([6, 5, 4, 3, 2, 1, 0]);
        using var sums = new NativeArray<float>(Rows);
        using var alone = new NativeArray<float>(Rows);
        foreach (ref var input in inputs.Span)
            input = (random.NextSingle() * 2f) - 1f;
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < columns; column++)
                weights[(row * stride) + column] = (Half)((random.NextSingle() * 2f) - 1f);
        }

        sums.Span.Fill(1f);
        alone.Span.Fill(1f);
        prepared.Span.Fill(float.NaN);
        var factor = HalfDenseSums.Prepare(inputs.Pointer, columns, prepared.Pointer);
        HalfDenseSums.Add(weights.Pointer, stride, prepared.Pointer, factor, ranks.Pointer, sums.Pointer, 0, Rows);
        for (var row = 0; row < Rows; row++)
            HalfDenseSums.Add(weights.Pointer, stride, prepared.Pointer, factor, ranks.Pointer, alone.Pointer, row, row + 1);

        Assert.Equal(sums.Span.ToArray(), alone.Span.ToArray());
        for (var row = 0; row < Rows; row++)
        {
            var expected = 1.0;
            for (var column = 0; column < columns; column++)
                expected += (double)weights[(row * stride) + column] * inputs[column];
            Assert.InRange(sums[ranks[row]] - expected, -1e-5 * columns, 1e-5 * columns);
        }
    }

    [Fact]
    public void Infinite_and_undefined_inputs_spread()
    {
        const int Columns = 40;
        var stride = HalfDenseSums.Stride(Columns);
        using var weights = new NativeArray<Half>(2 * stride);
        weights.Span.Fill(Half.One);
        using var inputs = new NativeArray<float>(Columns);
        using var prepared = new NativeArray<float>(stride);
        using var ranks = NativeArray<int>.From([0, 1]);
        using var sums = new NativeArray<float>(2);

        inputs[35] = float.PositiveInfinity;
        var factor = HalfDenseSums.Prepare(inputs.Pointer, Columns, prepared.Pointer);
        HalfDenseSums.Add(weights.Pointer, stride, prepared.Pointer, factor, ranks.Pointer, sums.Pointer, 0, 1);
        inputs[3] = float.NaN;
        factor = HalfDenseSums.Prepare(inputs.Pointer, Columns, prepared.Pointer);
        HalfDenseSums.Add(weights.Pointer, stride, prepared.Pointer, factor, ranks.Pointer, sums.Pointer, 1, 2);

        Assert.Equal(float.PositiveInfinity, sums[0]);
        Assert.True(float.IsNaN(sums[1]));
    }
}
