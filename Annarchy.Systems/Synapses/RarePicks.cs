using Annarchy.Randomness;

namespace Annarchy.Synapses;

/// <summary>Picks each of many things with the same small probability: draws how many are passed over, instead of once for each.</summary>
internal ref struct RarePicks
{
    /// <summary>Random numbers that are drawn together.</summary>
    public const int BufferLength = 128;

    private readonly double _logOfNot;
    private readonly RandomKey _key;
    private readonly Span<double> _draws;
    private long _used;

    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="key">Key of the draws.</param>
    /// <param name="buffer">Room for <see cref="BufferLength"/> random numbers.</param>
    public RarePicks(double probability, RandomKey key, Span<double> buffer)
    {
        (_logOfNot, _key, Next) = (Math.Log(1.0 - probability), key, -1);
        _draws = buffer[..BufferLength];
        MoveOn();
    }

    /// <summary>Number of the thing picked, from 0.</summary>
    public long Next { get; private set; }

    /// <summary>Goes on to the next pick.</summary>
    public void MoveOn()
    {
        var place = (int)(_used % BufferLength);
        if (place == 0)
            RandomFill.Uniform(_draws, in _key, _used);
        _used++;

        // The number passed over is geometrically distributed; a draw of 0 stands for the smallest number above it.
        var passed = Math.Floor(Math.Log(1.0 - _draws[place]) / _logOfNot);
        Next += 1 + (long)Math.Min(passed, int.MaxValue);
    }
}
