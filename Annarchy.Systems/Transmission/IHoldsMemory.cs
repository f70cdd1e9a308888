namespace Annarchy.Transmission;

/// <summary>A system with memory of its own that counts as its projection's.</summary>
internal interface IHoldsMemory
{
    /// <summary>Bytes it holds.</summary>
    nuint ByteCount { get; }
}
