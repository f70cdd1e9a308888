using System.Collections.Concurrent;
using System.Numerics;
using Annarchy.Randomness;

namespace Annarchy.Connectivity;

/// <summary>Each neuron of one end with the same number of different random neurons of the other.</summary>
/// <remarks>
/// Subsets are drawn by Floyd's algorithm (J. Bentley and B. Floyd, <i>A sample of brilliance</i>, CACM 30, 1987): every subset has
/// the same probability, with one draw per member.
/// </remarks>
internal sealed class FixedNumberPattern : ConnectionPattern
{
    private readonly ProjectionEnds _ends;
    private readonly RandomKey _key;
    private readonly int _number;
    private readonly int _others;
    private readonly bool _excludesSelf;
    private readonly ConcurrentBag<Scratch> _idle = [];

    /// <param name="order">Which neurons have the fixed number: post-synaptic ones receive it, pre-synaptic ones send it.</param>
    public FixedNumberPattern(ProjectionEnds ends, StorageOrder order, int number, bool allowSelfConnections, in RandomKey key)
    {
        _ends = ends;
        _key = key;
        _number = number;
        _others = order == StorageOrder.ByPost ? ends.PreCount : ends.PostCount;
        _excludesSelf = ends.SamePopulation && !allowSelfConnections;
        Order = order;
    }

    public override string Description =>
        Order == StorageOrder.ByPost ? $"fixed number of {_number} pre-synaptic neurons" : $"fixed number of {_number} post-synaptic neurons";

    public override StorageOrder Order { get; }

    public override double Density => (double)_number / _others;

    public override int MaxRowLength => _number;

    /// <summary>Neurons that every row can choose from.</summary>
    public int Candidates
    {
        get
        {
            var rows = Order == StorageOrder.ByPost ? _ends.PostCount : _ends.PreCount;
            for (var row = 0; _excludesSelf && row < rows; row++)
            {
                if (_ends.SelfPosition(Order, row) >= 0)
                    return _others - 1;
            }

            return _others;
        }
    }

    public override int RowLength(int row, Span<int> scratch) => _number;

    public override int Positions(int row, Span<int> positions)
    {
        var self = _excludesSelf ? _ends.SelfPosition(Order, row) : -1;
        var candidates = self >= 0 ? _others - 1 : _others;
        var chosen = positions[.._number];
        if (_number == candidates)
        {
            for (var i = 0; i < _number; i++)
                chosen[i] = i;
        }
        else
        {
            var scratch = _idle.TryTake(out var idle) ? idle : new Scratch(_number, _others);
            scratch.Choose(chosen, candidates, _key.AtStep(row));
            _idle.Add(scratch);
        }

        // Candidates are numbered without the neuron itself.
        for (var i = _number - 1; self >= 0 && i >= 0 && chosen[i] >= self; i--)
            chosen[i]++;
        return _number;
    }

    /// <summary>What drawing a subset needs beside room for it; used by one thread at a time.</summary>
    private sealed class Scratch(int number, int others)
    {
        private readonly ulong[] _bits = new ulong[number];
        private readonly ulong[] _isChosen = new ulong[(others + 63) / 64];

        /// <summary>Draws <c>chosen.Length</c> different numbers below <paramref name="candidates"/>, ascending.</summary>
        public void Choose(Span<int> chosen, int candidates, in RandomKey key)
        {
            RandomFill.Bits(_bits.AsSpan(0, chosen.Length), in key);
            for (var i = 0; i < chosen.Length; i++)
            {
                var last = candidates - chosen.Length + i;
                var candidate = (int)Math.BigMul(_bits[i], (ulong)(last + 1), out _);
                if (IsChosen(candidate))
                    candidate = last;
                _isChosen[candidate >> 6] |= 1UL << candidate;
                chosen[i] = candidate;
            }

            // Reading the marks in order sorts the numbers; with few of them among many candidates sorting itself is quicker.
            if ((long)chosen.Length * 16 < _isChosen.Length)
            {
                foreach (var candidate in chosen)
                    _isChosen[candidate >> 6] = 0;
                chosen.Sort();
                return;
            }

            var next = 0;
            for (var word = 0; next < chosen.Length; word++)
            {
                for (var marks = _isChosen[word]; marks != 0; marks &= marks - 1)
                    chosen[next++] = (word * 64) + BitOperations.TrailingZeroCount(marks);
                _isChosen[word] = 0;
            }
        }

        private bool IsChosen(int candidate) => (_isChosen[candidate >> 6] >> candidate & 1) != 0;
    }
}
