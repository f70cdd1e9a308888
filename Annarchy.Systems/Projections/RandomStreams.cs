namespace Annarchy.Projections;

/// <summary>Numbers of the random streams of a projection.</summary>
internal static class RandomStreams
{
    /// <summary>Which neurons are connected; the step is the row.</summary>
    public const int Pattern = 0;

    /// <summary>Weights; the step is the row.</summary>
    public const int Weights = 1;

    /// <summary>Delays; the step is the row.</summary>
    public const int Delays = 2;

    /// <summary>Values set by the user or drawn when the network is compiled; one step for each time.</summary>
    public const int Attributes = 3;
}
