using Annarchy.Connectivity;

namespace Annarchy.Transmission;

/// <summary>How the members of a team share the rows of a projection: ranges of rows with about as many synapses each.</summary>
internal readonly struct RowShares
{
    /// <summary>Synapses below which another thread costs more than it saves.</summary>
    private const long SynapsesPerMember = 1 << 15;

    private readonly int[] _begin;

    private RowShares(int[] begin) => _begin = begin;

    /// <summary>Members that have something to do.</summary>
    public int Members => _begin.Length - 1;

    /// <summary>The rows of a member.</summary>
    public (int Begin, int End) this[int member] => (_begin[member], _begin[member + 1]);

    /// <summary>Shares the dendrites of a projection among at most <paramref name="team"/> members.</summary>
    public static RowShares OfDendrites(SynapticConnectivity connectivity, int team)
    {
        var (rows, synapses) = (connectivity.Size, connectivity.Count);
        var members = (int)Math.Clamp(synapses / SynapsesPerMember, 1, Math.Min(team, Math.Max(rows, 1)));
        var begin = new int[members + 1];
        var row = 0;
        var passed = 0L;
        for (var member = 1; member < members; member++)
        {
            for (; row < rows && passed * members < synapses * member; row++)
                passed += connectivity.RowLength(row);
            begin[member] = row;
        }

        begin[members] = rows;
        return new RowShares(begin);
    }
}
