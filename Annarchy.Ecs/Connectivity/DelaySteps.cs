namespace Annarchy.Connectivity;

/// <summary>Delays in ms as whole steps.</summary>
internal static class DelaySteps
{
    /// <summary>The nearest number of steps, at least one.</summary>
    /// <exception cref="ArgumentException">The delay is negative, infinite or not a number.</exception>
    public static int From(double milliseconds, double timeStep, string projection)
    {
        if (!double.IsFinite(milliseconds) || milliseconds < 0.0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Projection {projection}: a delay of {milliseconds} ms is not possible; delays are finite and at least 0."));
        }

        var steps = Math.Round(milliseconds / timeStep);
        return steps < int.MaxValue ? Math.Max(1, (int)steps) : throw TooLong(milliseconds, projection);
    }

    public static ArgumentException TooLong(double milliseconds, string projection) =>
        new(FormattableString.Invariant($"Projection {projection}: a delay of {milliseconds} ms is too long for a population of this size."));
}
