using Annarchy.Kernels;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Replication;

/// <summary>
/// Updates one population of many instances. Blocks of instances follow each other in the columns, so one run of the kernel does a
/// whole range of them, unless the program reads something that each instance has one value of, or draws random numbers.
/// </summary>
internal sealed unsafe class InstanceUpdate : IRangeSystem, IDisposable
{
    private readonly Population _population;
    private readonly ProgramBinding? _global;
    private readonly ProgramBinding? _local;
    private readonly int _size;
    private readonly int _block;
    private readonly bool _runsTogether;
    private readonly InstanceSpikes? _spikes;
    private readonly InstanceSpikes? _axonSpikes;
    private readonly NativeArray<int>? _ranks;
    private readonly NativeArray<int>? _axonRanks;

    /// <param name="population">A population of the network.</param>
    /// <param name="memory">The memory of the instances.</param>
    /// <param name="maximal">Longest range.</param>
    public InstanceUpdate(Population population, InstanceMemory memory, int maximal)
    {
        _population = population;
        _size = population.Size;
        _block = (int)Column.PaddedRows(_size);
        _spikes = population.Spikes is { } spikes ? memory.Of(spikes) : null;
        _axonSpikes = population.AxonSpikes is { } axonSpikes ? memory.Of(axonSpikes) : null;
        var program = population.Program;
        _global = program.Global is { } global ? Bind(global) : null;
        var local = program.Local;
        if (local.Stores.IsEmpty && local.Spike is null && local.AxonSpike is null)
            return;
        _local = Bind(local);
        _runsTogether = !_local.Draws
            && !local.Nodes.Any(n => n.Op is Op.Gamma or Op.Binomial)
            && local.Slots.All(s => s.Locality == Locality.Local || ColumnOf(s).Instances == 1);
        _ranks = local.Spike is null ? null : new NativeArray<int>((maximal * (long)_block) + Column.RowPadding);
        _axonRanks = local.AxonSpike is null ? null : new NativeArray<int>((maximal * (long)_block) + Column.RowPadding);

        ProgramBinding Bind(UpdateProgram p)
        {
            var network = population.Network;
            return new ProgramBinding(p, network.KernelCompiler.Compile(p, network.Precision), network.Precision, 1, ColumnOf, population.RandomObject);
        }

        Column ColumnOf(Slot slot) => memory.Of(population.Network.ColumnOf(population)(slot));
    }

    public void Run(in InstanceRange range)
    {
        var (first, end) = (range.First, range.First + range.Count);
        if (!_population.IsEnabled)
        {
            for (var instance = first; instance < end; instance++)
                Forget(instance, range.Step);
            return;
        }

        if (_runsTogether && _global is null)
        {
            RunTogether(in range);
            return;
        }

        for (var instance = first; instance < end; instance++)
            RunOne(instance, range.Seeds[instance], range.Step);
    }

    public void Dispose()
    {
        _global?.Dispose();
        _local?.Dispose();
        _ranks?.Dispose();
        _axonRanks?.Dispose();
    }

    private void RunOne(int instance, ulong seed, long step)
    {
        if (_global is not null)
        {
            var none = default(KernelSpikes);
            _global.MoveTo(instance);
            _global.Run(0, 0, 1, seed, step, ref none);
        }

        if (_local is null)
            return;
        var (place, axonPlace) = (_spikes?.Place(step) ?? 0, _axonSpikes?.Place(step) ?? 0);
        var spikes = new KernelSpikes
        {
            Ranks = _ranks is null ? null : _spikes!.Ranks(instance, place),
            AxonRanks = _axonRanks is null ? null : _axonSpikes!.Ranks(instance, axonPlace),
        };
        _local.MoveTo(instance);
        _local.Run(0, 0, _size, seed, step, ref spikes);
        if (_spikes is not null)
            _spikes.Count(instance, place) = spikes.Count;
        if (_axonSpikes is not null)
            _axonSpikes.Count(instance, axonPlace) = spikes.AxonCount;
    }

    private void RunTogether(in InstanceRange range)
    {
        var spikes = new KernelSpikes
        {
            Ranks = _ranks is null ? null : _ranks.Pointer,
            AxonRanks = _axonRanks is null ? null : _axonRanks.Pointer,
        };
        _local!.MoveTo(range.First);
        _local.Run(0, 0, ((range.Count - 1) * _block) + _size, range.Seeds[range.First], range.Step, ref spikes);
        if (_spikes is not null)
            Divide(spikes.Ranks, spikes.Count, _spikes, in range);
        if (_axonSpikes is not null)
            Divide(spikes.AxonRanks, spikes.AxonCount, _axonSpikes, in range);
    }

    /// <summary>Gives each instance its spikes; rows between two instances are no neurons.</summary>
    private void Divide(int* ranks, int count, InstanceSpikes spikes, in InstanceRange range)
    {
        var next = 0;
        var place = spikes.Place(range.Step);
        for (var i = 0; i < range.Count; i++)
        {
            var instance = range.First + i;
            var begin = i * _block;
            var end = begin + _size;
            var list = spikes.Ranks(instance, place);
            var length = 0;
            for (; next < count && ranks[next] < end; next++)
            {
                if (ranks[next] >= begin)
                    list[length++] = ranks[next] - begin;
            }

            spikes.Count(instance, place) = length;
        }
    }

    private void Forget(int instance, long step)
    {
        if (_spikes is not null)
            _spikes.Count(instance, _spikes.Place(step)) = 0;
        if (_axonSpikes is not null)
            _axonSpikes.Count(instance, _axonSpikes.Place(step)) = 0;
    }
}
