using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Adds up what the synapses of each dendrite contribute.</summary>
internal sealed unsafe class PspSystem : ISystem, IDisposable
{
    private readonly Projection _projection;
    private readonly SynapseTraversal _dendrites;
    private readonly SynapseBinding _contribution;
    private readonly Column[] _targets;
    private readonly Column _combined;

    /// <param name="projection">The projection.</param>
    /// <param name="dendrites">Its dendrites.</param>
    /// <param name="contribution">The program of the psp.</param>
    /// <param name="targets">Columns that get the result of each dendrite.</param>
    public PspSystem(Projection projection, SynapseTraversal dendrites, SynapseBinding contribution, Column[] targets)
    {
        _projection = projection;
        _dendrites = dendrites;
        _contribution = contribution;
        _targets = targets;
        _combined = new Column("combined", AttributeKind.Real, projection.Network.Precision, 1);
    }

    public string Name => $"contributions of {_projection.Label}";

    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting)
            return;
        _contribution.Prepare(_projection.Network.StreamSeed, context.Step);
        for (var row = 0; row < _dendrites.RowCount; row++)
        {
            var rank = _dendrites.RankOf(row);
            if (_targets is [var only])
            {
                _contribution.RunRow(row, only.Address + (rank * only.ElementSize));
                continue;
            }

            _combined[0] = 0.0;
            _contribution.RunRow(row, _combined.Address);
            foreach (var target in _targets)
                target[rank] += _combined[0];
        }
    }

    public void Dispose()
    {
        _contribution.Dispose();
        _combined.Dispose();
    }
}
