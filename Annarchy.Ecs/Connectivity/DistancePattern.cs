namespace Annarchy.Connectivity;

/// <summary>
/// Weights that depend on the distance between the positions of two neurons in their populations, every dimension of which is scaled to
/// [0, 1]. Synapses with too small a weight are not made.
/// </summary>
/// <remarks>
/// Positions of populations of two or three dimensions, distances and weights are rounded to single precision where ANNarchy does, so that
/// the same connector gives the same weights.
/// </remarks>
internal sealed class DistancePattern : ConnectionPattern
{
    private readonly ProjectionEnds _ends;
    private readonly IDistanceProfile _profile;
    private readonly bool _excludesSelf;
    private readonly double[] _prePositions;
    private readonly double[] _postPositions;
    private readonly int _dimensions;

    /// <param name="prePositions">Scaled positions of the pre-synaptic neurons, <paramref name="dimensions"/> numbers each.</param>
    /// <param name="postPositions">Scaled positions of the post-synaptic neurons, likewise.</param>
    public DistancePattern(
        ProjectionEnds ends,
        IDistanceProfile profile,
        double[] prePositions,
        double[] postPositions,
        int dimensions,
        bool allowSelfConnections)
    {
        _ends = ends;
        _profile = profile;
        _prePositions = prePositions;
        _postPositions = postPositions;
        _dimensions = dimensions;
        _excludesSelf = ends.SamePopulation && !allowSelfConnections;
    }

    public override string Description => _profile.Description;

    public override bool HasWeights => true;

    public override int MaxRowLength => _ends.PreCount;

    public override int Positions(int row, Span<int> positions)
    {
        var self = _excludesSelf ? _ends.SelfPosition(Order, row) : -1;
        var count = 0;
        for (var pre = 0; pre < _ends.PreCount; pre++)
        {
            if (pre != self && _profile.IsConnected(_profile.Weight(SquaredDistance(pre, row))))
                positions[count++] = pre;
        }

        return count;
    }

    public override void Weights(int row, Span<double> weights)
    {
        var self = _excludesSelf ? _ends.SelfPosition(Order, row) : -1;
        var count = 0;
        for (var pre = 0; pre < _ends.PreCount; pre++)
        {
            if (pre == self)
                continue;
            var weight = _profile.Weight(SquaredDistance(pre, row));
            if (_profile.IsConnected(weight))
                weights[count++] = weight;
        }
    }

    private float SquaredDistance(int pre, int post)
    {
        var sum = 0f;
        for (var i = 0; i < _dimensions; i++)
        {
            var difference = _prePositions[(pre * _dimensions) + i] - _postPositions[(post * _dimensions) + i];
            sum = (float)(sum + (difference * difference));
        }

        return sum;
    }
}
