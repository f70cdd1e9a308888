namespace Annarchy;

/// <summary>Marks a method that a network calls at regular times; see <see cref="Network.AddCallbacks"/>.</summary>
/// <remarks>The method returns nothing and takes the number of the call, from 0, as <see cref="long"/> or <see cref="int"/>.</remarks>
/// <param name="period">Time between two calls, ms.</param>
/// <param name="offset">Time of the call within each period, ms; negative counts from the end of the period.</param>
/// <param name="wait">Time before the first period begins, ms.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryAttribute(double period, double offset = 0.0, double wait = 0.0) : Attribute
{
    /// <summary>Time between two calls, ms.</summary>
    public double Period { get; } = period;

    /// <summary>Time of the call within each period, ms.</summary>
    public double Offset { get; } = offset;

    /// <summary>Time before the first period begins, ms.</summary>
    public double Wait { get; } = wait;
}
