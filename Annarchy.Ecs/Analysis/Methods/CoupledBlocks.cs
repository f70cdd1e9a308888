using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;

namespace Annarchy.Analysis.Methods;

/// <summary>
/// The equations of a system in blocks that depend on each other in a circle, every block after those it depends on: the
/// strongly connected components of the dependency graph (R. Tarjan, SIAM J. Comput. 1, 1972).
/// </summary>
internal sealed class CoupledBlocks
{
    private readonly ImmutableArray<Ode> _equations;
    private readonly List<int>[] _dependencies;
    private readonly int[] _order;
    private readonly int[] _lowest;
    private readonly Stack<int> _open = [];
    private readonly List<ImmutableArray<Ode>> _blocks = [];
    private int _visited;

    private CoupledBlocks(ImmutableArray<Ode> equations)
    {
        _equations = equations;
        _order = new int[equations.Length];
        _lowest = new int[equations.Length];
        _dependencies = [.. equations.Select(_ => new List<int>())];
        for (var j = 0; j < equations.Length; j++)
        {
            var dependence = new Dependence([equations[j].Unknown]);
            for (var i = 0; i < equations.Length; i++)
            {
                if (dependence.Of(equations[i].Numerator) || (equations[i].Denominator is { } d && dependence.Of(d)))
                    _dependencies[i].Add(j);
            }
        }
    }

    public static IReadOnlyList<ImmutableArray<Ode>> Of(ImmutableArray<Ode> equations)
    {
        var search = new CoupledBlocks(equations);
        for (var i = 0; i < equations.Length; i++)
        {
            if (search._order[i] == 0)
                search.Visit(i);
        }

        return search._blocks;
    }

    private void Visit(int node)
    {
        _order[node] = _lowest[node] = ++_visited;
        _open.Push(node);
        foreach (var next in _dependencies[node])
        {
            if (_order[next] == 0)
                Visit(next);
            else if (!_open.Contains(next))
                continue;
            _lowest[node] = Math.Min(_lowest[node], _lowest[next]);
        }

        if (_lowest[node] != _order[node])
            return;
        var members = new SortedSet<int>();
        while (members.Add(_open.Peek()) && _open.Pop() != node)
        {
        }

        _blocks.Add([.. members.Select(i => _equations[i])]);
    }
}
