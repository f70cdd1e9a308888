namespace Annarchy.Randomness;

/// <summary>
/// What a set of random numbers is for: the seed of the network, the object and stream that draw, and the step. Together with the
/// rank of an element it determines every bit, so numbers do not depend on threads, vectors or the order of evaluation.
/// </summary>
/// <remarks>
/// The seed is the key of <see cref="Philox"/>. Its counter words hold the number of the block, the low 32 bits of the step, the
/// object with the next 8 bits of the step, and the stream with the attempt (0 but for draws that reject). The fields are
/// disjoint, so different keys never give the same block.
/// </remarks>
internal readonly record struct RandomKey
{
    /// <summary>Number of objects that can be told apart.</summary>
    public const int MaxObjects = 1 << 24;

    /// <summary>Number of streams of one object.</summary>
    public const int MaxStreams = 1 << 16;

    /// <summary>Number of steps: 3.5 years at 0.1 ms.</summary>
    public const long MaxSteps = 1L << 40;

    /// <summary>Number of sub-counters of an element at a step.</summary>
    public const uint MaxAttempts = 1 << 16;

    public readonly uint Key0;
    public readonly uint Key1;
    public readonly uint Counter1;
    public readonly uint Counter2;
    public readonly uint Counter3;

    /// <exception cref="ArgumentOutOfRangeException">
    /// An identifier is negative, or not below <see cref="MaxObjects"/>, <see cref="MaxStreams"/> or <see cref="MaxSteps"/>.
    /// </exception>
    public RandomKey(ulong seed, int objectId, int streamId, long step = 0)
    {
        CheckRange(objectId, MaxObjects, nameof(objectId));
        CheckRange(streamId, MaxStreams, nameof(streamId));
        CheckRange(step, MaxSteps, nameof(step));
        Key0 = (uint)seed;
        Key1 = (uint)(seed >> 32);
        Counter1 = (uint)step;
        Counter2 = (uint)objectId | StepHigh(step);
        Counter3 = (uint)streamId;
    }

    private RandomKey(in RandomKey other, int streamId)
    {
        this = other;
        Counter3 = (uint)streamId;
    }

    private RandomKey(in RandomKey other, long step)
    {
        this = other;
        Counter1 = (uint)step;
        Counter2 = (other.Counter2 & (MaxObjects - 1)) | StepHigh(step);
    }

    /// <summary>The same stream at another step.</summary>
    public RandomKey AtStep(long step)
    {
        CheckRange(step, MaxSteps, nameof(step));
        return new RandomKey(in this, step);
    }

    /// <summary>Another stream of the same object at the same step.</summary>
    public RandomKey AtStream(int streamId)
    {
        CheckRange(streamId, MaxStreams, nameof(streamId));
        return new RandomKey(in this, streamId);
    }

    /// <summary>The four words of one block.</summary>
    /// <param name="block">Number of the block: an element, or a lane of a group of elements.</param>
    /// <param name="attempt">Below <see cref="MaxAttempts"/>.</param>
    public (uint W0, uint W1, uint W2, uint W3) Block(uint block, uint attempt = 0) =>
        Philox.Block(block, Counter1, Counter2, Counter3 | (attempt << 16), Key0, Key1);

    private static uint StepHigh(long step) => (uint)(step >> 32) << 24;

    private static void CheckRange(long value, long limit, string name)
    {
        if ((ulong)value >= (ulong)limit)
            throw new ArgumentOutOfRangeException(name, value, $"Must be at least 0 and below {limit}.");
    }
}
