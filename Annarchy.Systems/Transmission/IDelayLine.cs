using Annarchy.Connectivity;

namespace Annarchy.Transmission;

/// <summary>Something that holds what is under way between neurons.</summary>
internal interface IDelayLine
{
    /// <summary>What will arrive in the steps to come.</summary>
    ArrivalRing Arrivals { get; }

    /// <summary>Forgets all of it.</summary>
    void Clear();
}
