using Annarchy.Kernels;
using Annarchy.Storage;
using Annarchy.Threading;

namespace Annarchy.Populations;

/// <summary>Updates the neurons of one population: global equations, then local ones with threshold and reset.</summary>
internal sealed unsafe class NeuronUpdateSystem : INeuronSystem, IDisposable
{
    private readonly Population _population;
    private readonly ProgramBinding? _global;
    private readonly ProgramBinding? _local;
    private readonly SpikeList?[] _parts;
    private readonly SpikeList?[] _axonParts;

    public NeuronUpdateSystem(Population population, IKernelBackend backend)
    {
        _population = population;
        Shares = population.Shares;
        var program = population.Program;
        var precision = population.Network.Precision;
        _parts = new SpikeList?[Shares.Members];
        _axonParts = new SpikeList?[Shares.Members];
        if (program.Global is { } global)
        {
            _global = new ProgramBinding(
                global, backend.Compile(global, precision), precision, 1, population.Network.ColumnOf(population), population.RandomObject);
        }

        var local = program.Local;
        if (local.Stores.IsEmpty && local.Spike is null && local.AxonSpike is null)
            return;
        _local = new ProgramBinding(
            local, backend.Compile(local, precision), precision, Shares.Members, population.Network.ColumnOf(population), population.RandomObject);
        for (var member = 0; member < Shares.Members; member++)
        {
            // The first rows write where the spikes belong, the others beside it: kernels may write a vector past their last rank.
            var (begin, end) = Shares[member];
            if (begin == 0)
                continue;
            _parts[member] = local.Spike is null ? null : new SpikeList(end - begin);
            _axonParts[member] = local.AxonSpike is null ? null : new SpikeList(end - begin);
        }
    }

    public NeuronShares Shares { get; }

    public string Name => $"update of {_population.Name}";

    public void Update(in StepContext context) => this.RunAlone(in context);

    public bool Begin(in StepContext context)
    {
        if (!_population.IsEnabled)
            return false;
        if (_population.Network.OnDevice is not null)
        {
            _global?.MoveTo(0);
            _local?.MoveTo(0);
        }

        var none = default(KernelSpikes);
        _global?.Run(0, 0, 1, _population.Network.StreamSeed, context.Step, ref none);
        return _local is not null;
    }

    public void Execute(int member, in StepContext context)
    {
        if (Shares.IsEmpty(member))
            return;
        var (begin, end) = Shares[member];
        var list = begin == 0 ? _population.Spikes?.Current : _parts[member];
        var axonList = begin == 0 ? _population.AxonSpikes?.Current : _axonParts[member];
        var spikes = default(KernelSpikes);
        spikes.Ranks = list is null ? null : list.Pointer;
        spikes.AxonRanks = axonList is null ? null : axonList.Pointer;
        _local!.Run(member, begin, end, _population.Network.StreamSeed, context.Step, ref spikes);
        if (list is not null)
            list.Count = spikes.Count;
        if (axonList is not null)
            axonList.Count = spikes.AxonCount;
    }

    public void End()
    {
        for (var member = 1; member < _parts.Length; member++)
        {
            Append(_population.Spikes, _parts[member]);
            Append(_population.AxonSpikes, _axonParts[member]);
        }
    }

    public void Dispose()
    {
        _global?.Dispose();
        _local?.Dispose();
        foreach (var part in _parts)
            part?.Dispose();
        foreach (var part in _axonParts)
            part?.Dispose();
    }

    private static void Append(SpikeRing? ring, SpikeList? part)
    {
        if (ring is null || part is null)
            return;
        var list = ring.Current;
        part.Ranks.CopyTo(new Span<int>(list.Pointer + list.Count, part.Count));
        list.Count += part.Count;
    }
}
