using Annarchy.Persistence;

namespace Annarchy.Transmission;

/// <summary>Something that holds what is under way between neurons.</summary>
internal interface IDelayLine : IHoldsMemory
{
    /// <summary>Makes room for delays of so many steps.</summary>
    void EnsureDepth(int steps);

    /// <summary>Forgets all of it.</summary>
    void Clear();

    /// <summary>Writes it to a file.</summary>
    void Save(in StateWriter writer);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    void Load(in StateReader reader);
}
