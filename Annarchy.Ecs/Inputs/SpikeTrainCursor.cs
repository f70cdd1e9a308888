using Annarchy.Storage;

namespace Annarchy.Inputs;

/// <summary>A place in <see cref="SpikeTrains"/>: what a source needs to emit its spikes step by step.</summary>
/// <remarks>Going on by a step takes time in proportion to the spikes passed, none when there are none.</remarks>
internal struct SpikeTrainCursor
{
    private readonly SpikeTrains _trains;
    private int _offset;

    /// <summary>A cursor before the first step.</summary>
    public SpikeTrainCursor(SpikeTrains trains)
    {
        _trains = trains;
        NextStep = -1;
        ReadStep();
    }

    /// <summary>Step of the next spikes; <see cref="long.MaxValue"/> after the last ones.</summary>
    public long NextStep { get; private set; }

    /// <summary>Bytes of the encoded trains that have been read.</summary>
    public readonly int Position => _offset;

    public readonly bool AtEnd => NextStep == long.MaxValue;

    /// <summary>Appends the ranks that spike in a step, ascending, and passes them; earlier spikes are passed silently.</summary>
    public void Advance(long step, SpikeList spikes)
    {
        while (NextStep < step)
            ReadGroup(null);
        if (NextStep == step)
            ReadGroup(spikes);
    }

    private void ReadGroup(SpikeList? spikes)
    {
        var bytes = _trains.Bytes;
        var offset = _offset;
        var rank = -1;
        for (var remaining = (int)Read(bytes, ref offset) + 1; remaining > 0; remaining--)
        {
            rank += (int)Read(bytes, ref offset) + 1;
            spikes?.Add(rank);
        }

        _offset = offset;
        ReadStep();
    }

    private void ReadStep() => NextStep = _offset < _trains.Bytes.Length ? NextStep + (long)Read(_trains.Bytes, ref _offset) : long.MaxValue;

    private static ulong Read(ReadOnlySpan<byte> bytes, ref int offset)
    {
        ulong value = bytes[offset++];
        if (value < 0x80)
            return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            ulong part = bytes[offset++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
