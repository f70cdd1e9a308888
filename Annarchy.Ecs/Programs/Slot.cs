namespace Annarchy.Programs;

/// <summary>Whose column a <see cref="Slot"/> names.</summary>
internal enum SlotOwner : byte
{
    /// <summary>The population or projection whose equations these are.</summary>
    Self,

    /// <summary>The pre-synaptic population; synapses only.</summary>
    Pre,

    /// <summary>The post-synaptic population; synapses only.</summary>
    Post,

    /// <summary>The network: <c>t</c>, <c>dt</c> and constants.</summary>
    Network,

    /// <summary>A stream of standard random numbers, one per row and step.</summary>
    Random,

    /// <summary>An unknown of an equation being solved; never in a finished program.</summary>
    Unknown,
}

/// <summary>A column a program reads or writes, by name; the network binds it to memory.</summary>
/// <param name="Owner">Whose column.</param>
/// <param name="Name">
/// Attribute name, or one of the names in <see cref="SlotNames"/>: a weighted sum, a global operation, a random stream.
/// </param>
/// <param name="Locality">How many rows the column has.</param>
/// <param name="Kind">Type of its elements.</param>
internal sealed record Slot(SlotOwner Owner, string Name, Locality Locality, AttributeKind Kind)
{
    public override string ToString() => Owner switch
    {
        SlotOwner.Pre => $"pre.{Name}",
        SlotOwner.Post => $"post.{Name}",
        _ => Name,
    };
}
