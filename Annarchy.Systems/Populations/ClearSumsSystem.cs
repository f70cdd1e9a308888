using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>Zeroes weighted sums before projections add to them.</summary>
internal sealed unsafe class ClearSumsSystem(IEnumerable<Population> populations) : ISystem
{
    private readonly Column[] _sums = [.. populations.SelectMany(p => p.Sums)];

    public string Name => "clearing of weighted sums";

    public bool IsNeeded => _sums.Length > 0;

    public void Update(in StepContext context)
    {
        foreach (var sum in _sums)
            NativeMemory.Clear((void*)sum.Address, sum.ByteCount);
    }
}
