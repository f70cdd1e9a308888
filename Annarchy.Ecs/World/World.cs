namespace Annarchy;

/// <summary>Entities and their components.</summary>
public sealed class World
{
}
