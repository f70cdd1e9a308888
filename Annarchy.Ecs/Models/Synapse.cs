namespace Annarchy;

/// <summary>A synapse model.</summary>
public class Synapse
{
}
