using ArchQuery = global::Arch.Core.QueryDescription;
using ArchWorld = global::Arch.Core.World;

namespace Annarchy;

/// <summary>The entities of an Arch world that have brains.</summary>
/// <param name="world">The world of the game.</param>
public sealed class ArchBrainEntities(ArchWorld world) : IBrainEntities
{
    private static readonly ArchQuery Brains = new ArchQuery().WithAll<BrainRef, Sensors, Motors>();

    /// <inheritdoc/>
    public void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IBrainVisitor
    {
        var each = new Each<TVisitor> { Visitor = visitor };
        world.InlineQuery<Each<TVisitor>, BrainRef, Sensors, Motors>(in Brains, ref each);
        visitor = each.Visitor;
    }

    private struct Each<TVisitor> : global::Arch.Core.IForEach<BrainRef, Sensors, Motors>
        where TVisitor : struct, IBrainVisitor
    {
        public TVisitor Visitor;

        public void Update(ref BrainRef brain, ref Sensors sensors, ref Motors motors) => Visitor.Visit(ref brain, ref sensors, ref motors);
    }
}
