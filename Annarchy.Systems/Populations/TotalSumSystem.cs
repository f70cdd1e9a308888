using System.Numerics.Tensors;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>Adds the weighted sums of all targets of a population up, for <c>sum()</c>.</summary>
internal sealed class TotalSumSystem : ISystem
{
    private readonly Population _population;
    private readonly Column _total;
    private readonly Column[] _sums;

    public TotalSumSystem(Population population)
    {
        _population = population;
        _total = population.Columns[SlotNames.Sum(string.Empty)];
        _sums = [.. population.Sums.OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    public string Name => $"sum over all targets of {_population.Name}";

    public void Update(in StepContext context)
    {
        if (_total.Precision == Precision.Single)
            Add<float>();
        else
            Add<double>();
    }

    private void Add<T>()
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var total = _total.AsSpan<T>();
        total.Clear();
        foreach (var sum in _sums)
            TensorPrimitives.Add<T>(total, sum.AsSpan<T>(), total);
    }
}
