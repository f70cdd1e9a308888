namespace Annarchy;

/// <summary>How far a run has come.</summary>
/// <param name="Simulated">Time simulated so far, ms.</param>
/// <param name="Total">Time asked for, ms; the longest time, where a condition may end the run before.</param>
/// <param name="Elapsed">How long the run has taken.</param>
public readonly record struct SimulationProgress(double Simulated, double Total, TimeSpan Elapsed)
{
    /// <summary>The part of the run that is done, from 0 to 1.</summary>
    public double Fraction => Total > 0.0 ? Simulated / Total : 1.0;

    /// <summary>How long the rest will take at the speed so far; null before the first step.</summary>
    public TimeSpan? Remaining => Simulated > 0.0 ? Elapsed * ((Total - Simulated) / Simulated) : null;
}
