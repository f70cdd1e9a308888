namespace Annarchy.AnnToSnn.Hdf5;

/// <summary>One statement about an object.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Flags">Whether it is stored elsewhere, among others.</param>
/// <param name="Body">Its bytes.</param>
internal readonly record struct Hdf5Message(Hdf5MessageKind Kind, byte Flags, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether the body only points to a message that several objects share.</summary>
    public bool IsShared => (Flags & 2) != 0;
}

/// <summary>The kinds of messages the reader knows; all others are passed over.</summary>
internal enum Hdf5MessageKind
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    Link = 0x06,
    DataLayout = 0x08,
    FilterPipeline = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}
