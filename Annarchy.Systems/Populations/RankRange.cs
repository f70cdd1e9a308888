using System.Collections;

namespace Annarchy.Populations;

/// <summary>All ranks of a population without storing them.</summary>
internal sealed class RankRange(int count) : IReadOnlyList<int>
{
    public int Count { get; } = count;

    public int this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return index;
        }
    }

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
