namespace Annarchy;

/// <summary>How much a frame may do; the default is everything that is due.</summary>
public readonly record struct StepBudget
{
    private StepBudget(double microseconds, long instanceSteps) => (Time, Work) = (microseconds, instanceSteps);

    /// <summary>Microseconds; 0 for no limit.</summary>
    public double Time { get; }

    /// <summary>Steps of single brains; 0 for no limit.</summary>
    public long Work { get; }

    /// <summary>Stops when some time is over. How far that gets depends on the machine: see <see cref="InstanceSteps"/> for replays.</summary>
    /// <param name="microseconds">Positive; brains being stepped are finished, so it lasts a little longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public static StepBudget Microseconds(double microseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(microseconds);
        return new StepBudget(microseconds, 0);
    }

    /// <summary>
    /// Stops after some steps of single brains: with what <see cref="PoolFrame.InstanceSteps"/> said of a frame it does just the same again.
    /// </summary>
    /// <param name="steps">Positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public static StepBudget InstanceSteps(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return new StepBudget(0.0, steps);
    }
}

/// <summary>What a frame of a pool did.</summary>
/// <param name="Steps">Steps that became due.</param>
/// <param name="InstanceSteps">Steps of single brains that were done.</param>
/// <param name="Behind">Brains that did not get all their steps and will come first in the next frame.</param>
/// <param name="Dropped">Steps of single brains that are too late to be made up for, see <see cref="BrainPool.MaximalCatchUp"/>.</param>
public readonly record struct PoolFrame(int Steps, long InstanceSteps, int Behind, long Dropped);
