using Annarchy.Randomness;
using Annarchy.Storage;

namespace Annarchy;

/// <content>Random numbers of a network.</content>
public partial class Network
{
    /// <summary>The object number of draws the user asks for, as in <c>pop["v"] = new Uniform(0, 1)</c>.</summary>
    private const int AssignmentObject = 0;

    /// <summary>Streams from here on hold initial values; those below belong to equations.</summary>
    private const int FirstInitialStream = RandomKey.MaxStreams / 2;

    private int _assignments;
    private ulong _epoch;

    /// <summary>Seed of what equations draw: the network's own until a reset asks for other numbers.</summary>
    internal ulong StreamSeed => (ulong)Seed + (_epoch * 0x9E3779B97F4A7C15);

    /// <summary>Draws the initial values of a column; they depend on the seed, the object and the attribute only.</summary>
    internal void DrawInitial(RandomDistribution distribution, Column column, int randomObject, int attribute) =>
        DrawInitial(distribution, column, 0, (ulong)Seed, randomObject, attribute);

    /// <summary>Draws the initial values of a column of an instance that has a seed of its own.</summary>
    internal static void DrawInitial(
        RandomDistribution distribution, Column column, int instance, ulong seed, int randomObject, int attribute)
    {
        var key = new RandomKey(seed, randomObject, FirstInitialStream + attribute);
        switch (column.Kind, column.Precision)
        {
            case (AttributeKind.Real, Precision.Double): distribution.Fill(column.AsSpan<double>(instance), in key); break;
            case (AttributeKind.Real, _): distribution.Fill(column.AsSpan<float>(instance), in key); break;
            default:
                Span<double> values = stackalloc double[64];
                for (var first = 0L; first < column.Length; first += values.Length)
                {
                    var part = values[..(int)Math.Min(values.Length, column.Length - first)];
                    distribution.Fill(part, in key, first);
                    for (var i = 0; i < part.Length; i++)
                        column[first + i, instance] = part[i];
                }

                break;
        }
    }

    /// <summary>Draws values to assign; other ones each time.</summary>
    internal double[] DrawAssigned(RandomDistribution distribution, int count)
    {
        var values = new double[count];
        var key = new RandomKey((ulong)BuildSeed, AssignmentObject, _assignments % RandomKey.MaxStreams, _assignments / RandomKey.MaxStreams);
        _assignments++;
        distribution.Fill<double>(values, in key);
        return values;
    }
}
