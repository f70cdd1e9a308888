namespace Annarchy;

/// <summary>The entities of a game that have brains, whatever entity-component system they live in.</summary>
public interface IBrainEntities
{
    /// <summary>Shows a visitor each entity that has all three components, always in the same order while none comes or goes.</summary>
    /// <param name="visitor">The visitor.</param>
    void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IBrainVisitor;
}

/// <summary>What is done with the components of each entity that has a brain.</summary>
public interface IBrainVisitor
{
    /// <summary>Visits an entity.</summary>
    /// <param name="brain">Its brain.</param>
    /// <param name="sensors">What it senses.</param>
    /// <param name="motors">What it does.</param>
    void Visit(ref BrainRef brain, ref Sensors sensors, ref Motors motors);
}

/// <summary>The entities of a <see cref="World"/> that have brains.</summary>
/// <param name="world">The world of the game.</param>
public sealed class WorldBrainEntities(World world) : IBrainEntities
{
    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IBrainVisitor
    {
        foreach (var row in world.Query<BrainRef, Sensors, Motors>())
            visitor.Visit(ref row.Item1, ref row.Item2, ref row.Item3);
    }
}
