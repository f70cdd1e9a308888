namespace Annarchy.Synapses;

/// <summary>A program in two forms: with and without plasticity. Either may be null where there is nothing to do.</summary>
internal sealed record SwitchedBinding(SynapseBinding? Plastic, SynapseBinding? Frozen) : IDisposable
{
    public bool DoesNothing => Plastic is null && Frozen is null;

    public SynapseBinding? Choose(bool plasticity) => plasticity ? Plastic : Frozen;

    public void Dispose()
    {
        Plastic?.Dispose();
        if (!ReferenceEquals(Plastic, Frozen))
            Frozen?.Dispose();
    }
}
