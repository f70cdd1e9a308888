using System.Numerics.Tensors;
using Annarchy.Programs;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>Adds the weighted sums of all targets of a population up, for <c>sum()</c>.</summary>
internal sealed class TotalSumSystem : IInstanceSystem
{
    private readonly Population _population;
    private readonly Column _total;
    private readonly Column[] _sums;

    public TotalSumSystem(Population population, InstanceMemory? memory = null)
    {
        _population = population;
        _total = memory.Map(population.Columns[SlotNames.Sum(string.Empty)]);
        _sums = [.. population.Sums.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => memory.Map(c))];
    }

    public string Name => $"sum over all targets of {_population.Name}";

    public void Update(in StepContext context) => Run(InstanceStep.Of(_population.Network, context));

    public void Run(in InstanceStep step)
    {
        if (_total.Precision == Precision.Single)
            Add<float>(step.Instance);
        else
            Add<double>(step.Instance);
    }

    private void Add<T>(int instance)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var total = _total.AsSpan<T>(instance);
        total.Clear();
        foreach (var sum in _sums)
            TensorPrimitives.Add<T>(total, sum.AsSpan<T>(instance), total);
    }
}
