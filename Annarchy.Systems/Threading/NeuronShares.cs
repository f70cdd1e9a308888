using Annarchy.Storage;

namespace Annarchy.Threading;

/// <summary>
/// How the members of a team share the neurons of a population. Every system that works on neurons in parts keeps to it: values stay in the caches
/// of one member, and systems follow each other without meeting.
/// </summary>
internal sealed class NeuronShares
{
    private readonly int[] _bounds;

    private NeuronShares(int[] bounds) => _bounds = bounds;

    /// <summary>Members there are shares for; those of some may be empty.</summary>
    public int Members => _bounds.Length - 1;

    /// <summary>The neurons of a member.</summary>
    public (int Begin, int End) this[int member] => member < Members ? (_bounds[member], _bounds[member + 1]) : (_bounds[^1], _bounds[^1]);

    /// <summary>Gives all neurons to one member.</summary>
    /// <param name="size">Number of neurons.</param>
    /// <param name="owner">The member.</param>
    public static NeuronShares Whole(int size, int owner = 0)
    {
        var bounds = new int[owner + 2];
        bounds[^1] = size;
        return new NeuronShares(bounds);
    }

    /// <summary>Gives each of the first members as many neurons; shares begin at multiples of <see cref="Column.RowPadding"/>.</summary>
    /// <param name="size">Number of neurons.</param>
    /// <param name="members">Number of members.</param>
    public static NeuronShares Equal(int size, int members)
    {
        var bounds = new int[members + 1];
        for (var member = 1; member < members; member++)
            bounds[member] = (int)((long)size * member / members / Column.RowPadding * Column.RowPadding);
        bounds[members] = size;
        return new NeuronShares(bounds);
    }

    /// <summary>Whether a member has no neurons.</summary>
    public bool IsEmpty(int member) => this[member] is var (begin, end) && begin == end;

    /// <summary>Whether a member owns every neuron.</summary>
    public bool IsWhole(int member) => this[member] is (0, var end) && end == _bounds[^1];
}
