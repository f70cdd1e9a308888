using Annarchy.Randomness;

namespace Annarchy.Synapses;

/// <summary>Picks each of many things with the same small probability: draws how many are passed over, instead of once for each.</summary>
internal ref struct RarePicks
{
    private readonly double _logOfNot;
    private readonly RandomKey _key;
    private long _draws;

    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="key">Key of the draws.</param>
    public RarePicks(double probability, RandomKey key)
    {
        (_logOfNot, _key, Next) = (Math.Log(1.0 - probability), key, -1);
        MoveOn();
    }

    /// <summary>Number of the thing picked, from 0.</summary>
    public long Next { get; private set; }

    /// <summary>Goes on to the next pick.</summary>
    public void MoveOn()
    {
        Span<double> draw = stackalloc double[1];
        RandomFill.Uniform(draw, in _key, _draws++);

        // The number passed over is geometrically distributed; a draw of 0 stands for the smallest number above it.
        var passed = Math.Floor(Math.Log(1.0 - draw[0]) / _logOfNot);
        Next += 1 + (long)Math.Min(passed, int.MaxValue);
    }
}
