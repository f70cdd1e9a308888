using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Replication;

/// <summary>Zeroes the weighted sums of instances before projections add to them.</summary>
internal sealed unsafe class InstanceSums(Column[] sums) : IRangeSystem
{
    public void Run(in InstanceRange range)
    {
        foreach (var sum in sums)
            NativeMemory.Clear((void*)sum.AddressOf(range.First), (nuint)(range.Count * sum.Capacity * sum.ElementSize));
    }
}
