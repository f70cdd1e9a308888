namespace Annarchy;

/// <summary>A handle of something in a <see cref="World"/>: a population, a projection, a monitor, whatever a user adds.</summary>
/// <remarks>
/// Numbers are given out again after <see cref="World.Destroy"/>, with another version, so that a handle kept for too long is
/// recognised. A handle means something only to the world that made it; <c>default</c> is never alive.
/// </remarks>
/// <param name="Id">Number of the entity, from 0.</param>
/// <param name="Version">How many times the number has been given out, from 1.</param>
public readonly record struct Entity(int Id, int Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"Entity {Id} (version {Version})";
}
