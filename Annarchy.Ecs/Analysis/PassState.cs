using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>The values attributes have reached at some point of a pass, as nodes over the columns before it.</summary>
internal sealed class PassState(NodeFactory factory)
{
    private readonly Dictionary<Slot, Node> _values = [];
    private readonly List<Slot> _written = [];

    /// <summary>The value of a column at this point.</summary>
    public Node this[Slot slot]
    {
        get => _values.TryGetValue(slot, out var value) ? value : factory.Read(slot);
        set
        {
            if (!_values.ContainsKey(slot))
                _written.Add(slot);
            _values[slot] = value;
        }
    }

    /// <summary>What has changed, in the order of first change.</summary>
    public ImmutableArray<Store> Stores() =>
        [.. _written.Where(slot => _values[slot] != factory.Read(slot)).Select(slot => new Store(slot, _values[slot]))];
}
