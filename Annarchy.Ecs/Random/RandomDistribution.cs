namespace Annarchy;

/// <summary>A distribution to draw numbers from.</summary>
public abstract class RandomDistribution
{
}
