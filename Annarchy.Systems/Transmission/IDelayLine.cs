namespace Annarchy.Transmission;

/// <summary>Something that holds what is under way between neurons.</summary>
internal interface IDelayLine
{
    /// <summary>Forgets all of it.</summary>
    void Clear();
}
