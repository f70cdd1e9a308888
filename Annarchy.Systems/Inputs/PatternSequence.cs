using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Annarchy.Persistence;
using Annarchy.Storage;

namespace Annarchy.Inputs;

/// <summary>Shows patterns in a column at scheduled steps.</summary>
internal sealed unsafe class PatternSequence : IDisposable
{
    private readonly Column _column;
    private readonly long[] _steps;
    private readonly long _period;
    private readonly NativeBuffer _patterns;
    private readonly long _patternBytes;
    private readonly int _patternCount;
    private int _next;

    /// <param name="column">What shows the patterns.</param>
    /// <param name="patterns">One array per pattern, as long as the column.</param>
    /// <param name="steps">At which step each pattern appears, ascending.</param>
    /// <param name="period">Steps after which everything starts again; negative for never.</param>
    public PatternSequence(Column column, IReadOnlyList<double[]> patterns, long[] steps, long period)
    {
        (_column, _steps, _period) = (column, steps, period);
        _patternBytes = column.Length * column.ElementSize;
        _patternCount = patterns.Count;
        _patterns = new NativeBuffer((nuint)(_patternBytes * patterns.Count));
        for (var i = 0; i < patterns.Count; i++)
        {
            var pattern = patterns[i];
            if (column.Precision == Precision.Single)
            {
                var values = new Span<float>(Pattern(i), pattern.Length);
                for (var row = 0; row < pattern.Length; row++)
                    values[row] = (float)pattern[row];
            }
            else
            {
                pattern.CopyTo(new Span<double>(Pattern(i), pattern.Length));
            }
        }
    }

    /// <summary>Steps since the patterns began.</summary>
    public long Elapsed { get; private set; }

    /// <summary>Writes where it is.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="prefix">What the names of its numbers begin with, where an input has several sequences.</param>
    public void Save(in StateWriter writer, string prefix = "")
    {
        writer.Number(prefix + "patterns", Fingerprint());
        writer.Number(prefix + "elapsed", Elapsed);
        writer.Number(prefix + "next_pattern", _next);
    }

    /// <summary>Reads what <see cref="Save"/> wrote; the column is not touched.</summary>
    public void Load(in StateReader reader, string prefix = "")
    {
        if (reader.Number<long>(prefix + "patterns") != Fingerprint())
            throw reader.Fault(prefix + "patterns", "the input had other patterns, times or another period when it was saved: give it those before loading");
        var (elapsed, next) = (reader.Number<long>(prefix + "elapsed"), reader.Number<int>(prefix + "next_pattern"));
        if (elapsed < 0 || next < 0 || next > _steps.Length)
            throw reader.Fault(prefix + "next_pattern", $"{next} at step {elapsed} is not a place among {_steps.Length} patterns");
        reader.Then(() => (Elapsed, _next) = (elapsed, next));
    }

    /// <summary>Does one step.</summary>
    public void Advance()
    {
        while (_next < _steps.Length && Elapsed >= _steps[_next])
            Show(_next++);
        Elapsed++;
        if (_period > 0 && Elapsed >= _period)
            (Elapsed, _next) = (0, 0);
    }

    /// <summary>Begins again with nothing shown.</summary>
    public void Rewind()
    {
        (Elapsed, _next) = (0, 0);
        _column.Fill(0.0);
    }

    /// <summary>Goes to a step and shows what was last due before it.</summary>
    public void Seek(long elapsed)
    {
        Rewind();
        Elapsed = elapsed;
        while (_next < _steps.Length && _steps[_next] < elapsed)
            _next++;
        if (_next > 0)
            Show(_next - 1);
    }

    /// <summary>Refuses patterns that do not fit a geometry or schedule.</summary>
    public static void Check(Geometry geometry, IReadOnlyList<double[]> rates, Schedule schedule, double period)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Count == 0)
            throw new ArgumentException("A timed input needs at least one pattern.", nameof(rates));
        for (var i = 0; i < rates.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(rates[i], nameof(rates));
            if (rates[i].Length != geometry.Size)
            {
                throw new ArgumentException(
                    $"Pattern {i} has {rates[i].Length} values; the geometry {geometry} has {geometry.Size} neurons.", nameof(rates));
            }

            if (rates[i].Any(double.IsNaN))
                throw new ArgumentException($"Pattern {i} contains NaN.", nameof(rates));
        }

        if (schedule.Times is { } times && times.Count > rates.Count)
            throw new ArgumentException($"There are {times.Count} scheduled times but {rates.Count} patterns.", nameof(schedule));
        CheckPeriod(period);
    }

    public static void CheckPeriod(double period)
    {
        if (double.IsNaN(period) || period == 0.0 || double.IsPositiveInfinity(period))
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period is a positive number of ms, or negative for none.");
    }

    public void Dispose() => _patterns.Dispose();

    /// <summary>A number that differs, in all likelihood, where patterns, times or period differ.</summary>
    private long Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < _patternCount; i++)
            hash.AppendData(new ReadOnlySpan<byte>(Pattern(i), (int)_patternBytes));
        hash.AppendData(MemoryMarshal.AsBytes(_steps.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in _period)));
        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }

    private void Show(int pattern) => Buffer.MemoryCopy(Pattern(pattern), (void*)_column.Address, _patternBytes, _patternBytes);

    private byte* Pattern(int pattern) => (byte*)_patterns.Address + (pattern * _patternBytes);
}
