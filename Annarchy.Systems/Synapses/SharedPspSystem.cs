using Annarchy.Projections;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Synapses;

/// <summary>Adds up what the synapses of a <see cref="SharedWeightRule"/> contribute, whatever that is: one dendrite after the other.</summary>
internal sealed class SharedPspSystem : IInstanceSystem, ITeamWork, IDisposable
{
    private readonly Projection _projection;
    private readonly PaddedInputs _inputs;
    private readonly DendriteSums[] _sums;
    private int _instance;

    /// <param name="projection">The projection.</param>
    /// <param name="inputs">What the synapses read of pre-synaptic neurons.</param>
    /// <param name="sums">The sums, once for each member of the team that takes part: each writes the dendrites it visits to a buffer.</param>
    public SharedPspSystem(Projection projection, PaddedInputs inputs, DendriteSums[] sums) =>
        (_projection, _inputs, _sums) = (projection, inputs, sums);

    public string Name => $"contributions of {_projection.Label}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(_projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!_projection.IsTransmitting)
            return;
        _instance = step.Instance;
        _inputs.Refresh(_instance);
        foreach (var sums in _sums)
            sums.Contribution.Prepare(step);
        _projection.Network.Team.Run(this, _sums.Length);
    }

    public void Execute(int member) => _sums[member].Add(member, _sums.Length, _instance);

    public void Dispose()
    {
        _inputs.Dispose();
        foreach (var sums in _sums)
        {
            sums.Contribution.Dispose();
            sums.Dendrites.Dispose();
        }
    }
}

/// <summary>Pre-synaptic variables as synapses read them in this step, with one neuron more that stands for all outside of the population.</summary>
internal sealed unsafe class PaddedInputs(double padding) : IDisposable
{
    private readonly List<(SlotSource Source, Column Padded)> _columns = [];

    /// <summary>A column that has the values of a source, and the padding after them.</summary>
    public SlotSource Add(SlotSource source)
    {
        var like = source.Column;
        var padded = new Column(like.Name, like.Kind, like.Precision, like.Length + 1);
        padded[like.Length] = padding;
        _columns.Add((source, padded));
        return new SlotSource(padded);
    }

    /// <summary>Takes the present values of an instance.</summary>
    public void Refresh(int instance)
    {
        foreach (var (source, padded) in _columns)
        {
            var bytes = source.Column.Length * padded.ElementSize;
            Buffer.MemoryCopy((void*)source.AddressOf(instance), (void*)padded.Address, bytes, bytes);
        }
    }

    public void Dispose() => _columns.ForEach(c => c.Padded.Dispose());
}
