using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>Sorts the synapses of a row by delay, counting how many there are of each; equal ones keep their order.</summary>
internal sealed unsafe class DelaySorter(int longestRow, int longestDelay)
{
    private readonly int[] _places = new int[longestDelay + 2];
    private readonly int[] _cells = new int[longestRow];
    private readonly ushort[] _delays = new ushort[longestRow];
    private readonly double[] _weights = new double[longestRow];

    /// <param name="cells">Cells of the row.</param>
    /// <param name="delays">Delays of the row.</param>
    /// <param name="weights">The column of weights, if each synapse has its own.</param>
    /// <param name="first">Slot of the first synapse.</param>
    /// <param name="length">Number of synapses.</param>
    public void Sort(int* cells, ushort* delays, Column? weights, int first, int length)
    {
        Array.Clear(_places);
        for (var i = 0; i < length; i++)
        {
            (_cells[i], _delays[i]) = (cells[i], delays[i]);
            if (weights is not null)
                _weights[i] = weights[first + i];
            _places[delays[i] + 1]++;
        }

        for (var delay = 1; delay < _places.Length; delay++)
            _places[delay] += _places[delay - 1];
        for (var i = 0; i < length; i++)
        {
            var place = _places[_delays[i]]++;
            (cells[place], delays[place]) = (_cells[i], _delays[i]);
            if (weights is not null)
                weights[first + place] = _weights[i];
        }
    }
}
