using Annarchy.Storage;

namespace Annarchy.Inputs;

/// <summary>Given spikes by step: four bytes a spike, and emitting a step costs what it emits.</summary>
internal sealed unsafe class SpikeTimetable : IDisposable
{
    private readonly NativeBuffer _ranks;
    private readonly long[] _steps;
    private readonly long[] _ends;
    private int _next;

    /// <param name="spikeTimes">For each neuron its times, ms, ascending.</param>
    /// <param name="dt">Duration of a step, ms.</param>
    public SpikeTimetable(IReadOnlyList<IReadOnlyList<double>> spikeTimes, double dt)
    {
        var count = 0L;
        foreach (var times in spikeTimes)
            count += times.Count;

        // Sorted by step, then by rank; two spikes of a neuron in one step are one.
        var spikes = new List<(long Step, int Rank)>(checked((int)count));
        for (var rank = 0; rank < spikeTimes.Count; rank++)
        {
            var last = -1L;
            foreach (var time in spikeTimes[rank])
            {
                var step = (long)Math.Round(time / dt);
                if (step != last)
                    spikes.Add((step, rank));
                last = step;
            }
        }

        spikes.Sort();
        _ranks = new NativeBuffer((nuint)spikes.Count * sizeof(int));
        var (steps, ends) = (new List<long>(), new List<long>());
        for (var i = 0; i < spikes.Count; i++)
        {
            ((int*)_ranks.Address)[i] = spikes[i].Rank;
            if (i > 0 && spikes[i].Step == spikes[i - 1].Step)
            {
                ends[^1] = i + 1;
                continue;
            }

            steps.Add(spikes[i].Step);
            ends.Add(i + 1);
        }

        (_steps, _ends) = ([.. steps], [.. ends]);
    }

    /// <summary>Puts the ranks that spike at a step into a list.</summary>
    public void Emit(long step, SpikeList spikes)
    {
        while (_next < _steps.Length && _steps[_next] < step)
            _next++;
        if (_next == _steps.Length || _steps[_next] != step)
            return;
        var begin = _next == 0 ? 0 : _ends[_next - 1];
        var ranks = new ReadOnlySpan<int>((int*)_ranks.Address + begin, (int)(_ends[_next] - begin));
        ranks.CopyTo(new Span<int>(spikes.Pointer, spikes.Size));
        spikes.Count = ranks.Length;
        _next++;
    }

    /// <summary>Begins again with the first spike.</summary>
    public void Rewind() => _next = 0;

    /// <summary>For each neuron its steps.</summary>
    public long[][] StepsByRank(int size)
    {
        var steps = new List<long>[size];
        for (var rank = 0; rank < size; rank++)
            steps[rank] = [];
        var spike = 0L;
        for (var i = 0; i < _steps.Length; i++)
        {
            for (; spike < _ends[i]; spike++)
                steps[((int*)_ranks.Address)[spike]].Add(_steps[i]);
        }

        return [.. steps.Select(s => s.ToArray())];
    }

    public void Dispose() => _ranks.Dispose();
}
