using System.Numerics;
using System.Runtime.CompilerServices;

namespace Annarchy.Transmission;

/// <summary>
/// Sums over all inputs with one weight: nothing is stored per synapse, and all rows need one pass over the inputs.
/// </summary>
internal static unsafe class SharedDenseSums
{
    /// <summary>Sums the inputs from both ends: leaving one out by subtracting it from the total would lose digits.</summary>
    /// <param name="inputs">One number per input.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="before">Gets the sum of the inputs before each, and of all of them.</param>
    /// <param name="after">Gets the sum of each input and those after it, and 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare<T>(T* inputs, int columns, double* before, double* after)
        where T : unmanaged, INumberBase<T>
    {
        before[0] = 0.0;
        for (var column = 0; column < columns; column++)
            before[column + 1] = before[column] + double.CreateTruncating(inputs[column]);
        after[columns] = 0.0;
        for (var column = columns - 1; column >= 0; column--)
            after[column] = after[column + 1] + double.CreateTruncating(inputs[column]);
    }

    /// <summary>Adds <c>weight * sum of inputs</c> to the sum of every row's neuron, each without its own input where it has one.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="self">For each row the input it leaves out, or -1; null if all rows take all.</param>
    /// <param name="before">What <see cref="Prepare"/> summed.</param>
    /// <param name="after">Likewise, from the other end.</param>
    /// <param name="postRanks">Where the sum of each row goes in <paramref name="sums"/>.</param>
    /// <param name="sums">The sums of the post-synaptic population.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(T weight, int columns, int* self, double* before, double* after, int* postRanks, T* sums, int begin, int end)
        where T : unmanaged, INumberBase<T>
    {
        for (var row = begin; row < end; row++)
        {
            var left = self is null ? -1 : self[row];
            var sum = left < 0 ? before[columns] : before[left] + after[left + 1];
            sums[postRanks[row]] += weight * T.CreateTruncating(sum);
        }
    }
}
