namespace Annarchy;

/// <summary>The step in progress, as a system sees it.</summary>
/// <param name="Step">Number of the step, from 0.</param>
/// <param name="TimeStep">Duration of a step, ms.</param>
/// <param name="World">The world whose components systems read and write.</param>
public readonly record struct StepContext(long Step, double TimeStep, World World)
{
    /// <summary>Time at the start of the step, ms.</summary>
    public double Time => Step * TimeStep;
}
