using System.Numerics;
using System.Runtime.CompilerServices;

namespace Annarchy.Transmission;

/// <summary>
/// Sums over all inputs with one weight: nothing is stored per synapse, and all rows need one pass over the inputs.
/// </summary>
internal static unsafe class SharedDenseSums
{
    /// <summary>Adds <c>weight * sum of inputs</c> to the sum of every row's neuron, each without its own input where it has one.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="inputs">One number per input.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="self">For each row the input it leaves out, or -1; null if all rows take all.</param>
    /// <param name="before">Room for <paramref name="columns"/> + 1 numbers when <paramref name="self"/> is given.</param>
    /// <param name="postRanks">Where the sum of each row goes in <paramref name="sums"/>.</param>
    /// <param name="sums">The sums of the post-synaptic population.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(T weight, T* inputs, int columns, int* self, double* before, int* postRanks, T* sums, int rows)
        where T : unmanaged, INumberBase<T>
    {
        if (self is null)
        {
            var total = 0.0;
            for (var column = 0; column < columns; column++)
                total += double.CreateTruncating(inputs[column]);
            var contribution = weight * T.CreateTruncating(total);
            for (var row = 0; row < rows; row++)
                sums[postRanks[row]] += contribution;
            return;
        }

        // Leaving an input out by subtracting it from the total would lose digits: sums from both ends do not.
        before[0] = 0.0;
        for (var column = 0; column < columns; column++)
            before[column + 1] = before[column] + double.CreateTruncating(inputs[column]);
        var after = 0.0;
        var taken = columns;
        for (var row = rows - 1; row >= 0; row--)
        {
            var left = self[row];
            double sum;
            if (left < 0)
            {
                sum = before[columns];
            }
            else
            {
                // Rows ascend, and so do the inputs they leave out.
                for (; taken > left + 1; taken--)
                    after += double.CreateTruncating(inputs[taken - 1]);
                sum = before[left] + after;
            }

            sums[postRanks[row]] += weight * T.CreateTruncating(sum);
        }
    }
}
