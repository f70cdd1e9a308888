using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>Zeroes weighted sums before projections add to them.</summary>
internal sealed unsafe class ClearSumsSystem(IEnumerable<Column> sums) : ISystem
{
    private readonly Column[] _sums = [.. sums];

    public string Name => "clearing of weighted sums";

    public void Update(in StepContext context)
    {
        foreach (var sum in _sums)
            NativeMemory.Clear((void*)sum.Address, sum.ByteCount);
    }
}
