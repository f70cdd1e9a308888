using Annarchy.Connectivity;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Tests.Transmission;

public unsafe class WeightedSumKernelTests
{
    private static readonly int[] Lengths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 257];

    [Fact]
    public void Sparse_rows_of_every_length_sum_to_the_products_in_double() => CheckSparse<double>(1e-14);

    [Fact]
    public void Sparse_rows_of_every_length_sum_to_the_products_in_single() => CheckSparse<float>(1e-5);

    [Fact]
    public void Dense_rows_of_every_length_sum_to_the_products_in_double() => CheckDense<double>(1e-14);

    [Fact]
    public void Dense_rows_of_every_length_sum_to_the_products_in_single() => CheckDense<float>(1e-5);

    [Fact]
    public void A_row_has_the_same_bits_alone_and_among_others()
    {
        const int Rows = 7, Columns = 1003;
        var stride = Column.PaddedRows(Columns);
        var random = new Random(3);
        using var weights = Reals<float>(Rows * stride, random);
        using var inputs = Reals<float>(stride, random);
        using var ranks = NativeArray<int>.From(Enumerable.Range(0, Rows).ToArray());
        using var together = new NativeArray<float>(Rows);
        using var alone = new NativeArray<float>(Rows);

        DenseSums.Add(weights.Pointer, stride, inputs.Pointer, Columns, ranks.Pointer, together.Pointer, 0, Rows);
        for (var row = 0; row < Rows; row++)
            DenseSums.Add(weights.Pointer, stride, inputs.Pointer, Columns, ranks.Pointer, alone.Pointer, row, row + 1);

        Assert.Equal(together.Span.ToArray(), alone.Span.ToArray());
    }

    [Fact]
    public void One_weight_for_all_leaves_out_each_neuron_itself_without_losing_digits()
    {
        // The third input would swallow the others in a total.
        using var inputs = NativeArray<double>.From([1.0, 0.25, 1e20, 3.0]);
        using var ranks = NativeArray<int>.From([1, 2, 5]);
        using var self = NativeArray<int>.From([0, 2, -1]);
        using var before = new NativeArray<double>(5);
        using var after = new NativeArray<double>(5);
        using var sums = new NativeArray<double>(6);

        SharedDenseSums.Prepare(inputs.Pointer, 4, before.Pointer, after.Pointer);
        SharedDenseSums.Add(2.0, 4, self.Pointer, before.Pointer, after.Pointer, ranks.Pointer, sums.Pointer, 0, 3);

        Assert.Equal([0.0, 2e20, 8.5, 0.0, 0.0, 2e20], sums.Span.ToArray());
    }

    private static void CheckSparse<T>(double tolerance)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var random = new Random(1);
        var begin = new int[Lengths.Length + 1];
        for (var row = 0; row < Lengths.Length; row++)
            begin[row + 1] = begin[row] + Lengths[row];
        const int Inputs = 301;
        using var rowBegin = NativeArray<int>.From(begin);
        using var cells = NativeArray<int>.From([.. Enumerable.Range(0, begin[^1]).Select(_ => random.Next(Inputs))]);
        using var weights = Reals<T>(begin[^1], random);
        using var inputs = Reals<T>(Inputs, random);
        using var ranks = NativeArray<int>.From([.. Enumerable.Range(0, Lengths.Length).Select(r => Lengths.Length - 1 - r)]);
        using var sums = new NativeArray<T>(Lengths.Length);
        using var shared = new NativeArray<T>(Lengths.Length);

        SparseSums.Add(RowBounds.Tight(rowBegin.Pointer), cells.Pointer, weights.Pointer, inputs.Pointer, ranks.Pointer, sums.Pointer, 0, Lengths.Length);
        SparseSums.AddShared(
            RowBounds.Tight(rowBegin.Pointer), cells.Pointer, T.CreateTruncating(0.5), inputs.Pointer, ranks.Pointer, shared.Pointer, 0, Lengths.Length);

        for (var row = 0; row < Lengths.Length; row++)
        {
            var expected = 0.0;
            var expectedShared = 0.0;
            for (var slot = begin[row]; slot < begin[row + 1]; slot++)
            {
                expected += double.CreateChecked(weights[slot]) * double.CreateChecked(inputs[cells[slot]]);
                expectedShared += 0.5 * double.CreateChecked(inputs[cells[slot]]);
            }

            var scale = Math.Max(1.0, Lengths[row]);
            Assert.InRange(double.CreateChecked(sums[ranks[row]]) - expected, -tolerance * scale, tolerance * scale);
            Assert.InRange(double.CreateChecked(shared[ranks[row]]) - expectedShared, -tolerance * scale, tolerance * scale);
        }
    }

    private static void CheckDense<T>(double tolerance)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var random = new Random(2);
        foreach (var columns in Lengths)
        {
            const int Rows = 6;
            var stride = Column.PaddedRows(columns);
            using var weights = Reals<T>(Rows * stride, random);
            using var inputs = Reals<T>(stride, random);
            for (var i = columns; i < stride; i++)
                inputs[i] = T.CreateChecked(double.NaN);
            using var ranks = NativeArray<int>.From([3, 4, 5, 0, 1, 2]);
            using var sums = new NativeArray<T>(Rows);
            sums.Span.Fill(T.One);

            DenseSums.Add(weights.Pointer, stride, inputs.Pointer, columns, ranks.Pointer, sums.Pointer, 0, Rows);

            for (var row = 0; row < Rows; row++)
            {
                var expected = 1.0;
                for (var i = 0; i < columns; i++)
                    expected += double.CreateChecked(weights[(row * stride) + i]) * double.CreateChecked(inputs[i]);
                var bound = tolerance * Math.Max(1.0, columns);
                Assert.InRange(double.CreateChecked(sums[ranks[row]]) - expected, -bound, bound);
            }
        }
    }

    private static NativeArray<T> Reals<T>(long count, Random random)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var array = new NativeArray<T>(count);
        for (var i = 0; i < count; i++)
            array[i] = T.CreateTruncating((random.NextDouble() * 2.0) - 1.0);
        return array;
    }
}
