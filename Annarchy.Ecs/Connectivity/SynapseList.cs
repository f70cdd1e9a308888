namespace Annarchy.Connectivity;

/// <summary>Collects synapses in any order, checks them, and sorts them into rows.</summary>
internal sealed class SynapseList(ProjectionEnds ends, string projection)
{
    private readonly List<int> _post = [];
    private readonly List<int> _pre = [];
    private readonly List<double> _weights = [];
    private readonly List<double> _delays = [];
    private bool _hasDelays;

    public int Count => _post.Count;

    /// <summary>The delay all synapses were given, ms; null if they were given none or different ones.</summary>
    public double? CommonDelay => _hasDelays && _delays.TrueForAll(d => d.Equals(_delays[0])) ? _delays[0] : null;

    /// <summary>Adds a synapse.</summary>
    /// <param name="post">Rank within the whole post-synaptic population.</param>
    /// <param name="pre">Rank within the whole pre-synaptic population.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="delay">Its delay, ms; null for the default of the projection.</param>
    public void Add(int post, int pre, double weight, double? delay)
    {
        CheckRank(post, ends.PostSize, "post-synaptic");
        CheckRank(pre, ends.PreSize, "pre-synaptic");
        if (double.IsNaN(weight))
            throw new ArgumentException($"Projection {projection}: the weight from neuron {pre} to neuron {post} is not a number.");
        if (_post.Count > 0 && delay.HasValue != _hasDelays)
            throw new ArgumentException($"Projection {projection}: some synapses of the list have a delay and some have none.");
        _hasDelays = delay.HasValue;
        _post.Add(post);
        _pre.Add(pre);
        _weights.Add(weight);
        if (delay is { } value)
            _delays.Add(value);
    }

    /// <summary>The synapses sorted by post-synaptic, then pre-synaptic rank.</summary>
    /// <exception cref="ArgumentException">Two synapses connect the same neurons.</exception>
    public ExplicitPattern ToPattern(string description)
    {
        var count = _post.Count;
        var begin = new int[ends.PostSize + 1];
        foreach (var post in _post)
            begin[post + 1]++;
        for (var row = 0; row < ends.PostSize; row++)
            begin[row + 1] += begin[row];

        var next = begin.AsSpan(0, ends.PostSize).ToArray();
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[next[_post[i]]++] = i;

        var pre = new int[count];
        for (var i = 0; i < count; i++)
            pre[i] = _pre[order[i]];
        for (var row = 0; row < ends.PostSize; row++)
        {
            var length = begin[row + 1] - begin[row];
            pre.AsSpan(begin[row], length).Sort(order.AsSpan(begin[row], length));
            for (var i = begin[row] + 1; i < begin[row + 1]; i++)
            {
                if (pre[i] == pre[i - 1])
                {
                    throw new ArgumentException(
                        $"Projection {projection}: the synapse from neuron {pre[i]} to neuron {row} is given more than once.");
                }
            }
        }

        var weights = Array.ConvertAll(order, i => _weights[i]);
        var delays = _hasDelays && CommonDelay is null ? Array.ConvertAll(order, i => _delays[i]) : null;
        return new ExplicitPattern(description, begin, pre, weights, delays);
    }

    /// <summary>Refuses synapses of neurons that are not among those a projection connects.</summary>
    public void CheckMembers(ProjectionEnds members)
    {
        if (!members.IsWholePre)
            CheckMembers(_pre, [.. members.PreRanks()], "pre-synaptic");
        if (!members.IsWholePost)
            CheckMembers(_post, [.. members.PostRanks()], "post-synaptic");
    }

    private void CheckMembers(List<int> ranks, HashSet<int> members, string which)
    {
        foreach (var rank in ranks)
        {
            if (!members.Contains(rank))
                throw new ArgumentException($"Projection {projection}: {which} neuron {rank} is not in the view that the projection connects.");
        }
    }

    private void CheckRank(int rank, int size, string which)
    {
        if ((uint)rank >= (uint)size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(rank), rank, $"Projection {projection}: {which} rank {rank} is not one of the population's ranks 0 to {size - 1}.");
        }
    }
}
