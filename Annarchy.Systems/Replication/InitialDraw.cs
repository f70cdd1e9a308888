using Annarchy.Storage;

namespace Annarchy.Replication;

/// <summary>An attribute whose initial values are drawn, for each instance with its own seed.</summary>
/// <param name="Column">The column of the network.</param>
/// <param name="Distribution">What they are drawn from.</param>
/// <param name="Object">The object that draws.</param>
/// <param name="Attribute">Number of the attribute.</param>
internal readonly record struct InitialDraw(Column Column, RandomDistribution Distribution, int Object, int Attribute)
{
    /// <summary>Whether the column still holds what a network of that seed draws, rather than what was assigned to it.</summary>
    public bool IsUntouched(ulong seed)
    {
        using var drawn = new Column(Column.Name, Column.Kind, Column.Precision, Column.Length);
        Network.DrawInitial(Distribution, drawn, 0, seed, Object, Attribute);
        for (var row = 0L; row < Column.Length; row++)
        {
            if (!drawn[row].Equals(Column[row]))
                return false;
        }

        return true;
    }
}
