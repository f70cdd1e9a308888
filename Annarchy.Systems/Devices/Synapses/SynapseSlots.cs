using Annarchy.Connectivity;
using Annarchy.Programs;
using Annarchy.Projections;
using Annarchy.Storage;
using Annarchy.Synapses;

namespace Annarchy.Devices;

/// <summary>Where kernels find the slots of synapse programs, in the names <see cref="SynapseRows"/> defines.</summary>
internal sealed class SynapseSlots(OnDevice device, Projection projection, Func<Slot, Column> column, SynapseArrays arrays)
{
    /// <summary>The expression that reads a slot.</summary>
    /// <param name="text">The kernel.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="isDelayed">Whether pre-synaptic values are read as they were the delay of the synapse ago.</param>
    public string Read(KernelText text, Slot slot, bool isDelayed)
    {
        var value = isDelayed && SynapseSystems.IsDelayed(slot, arrays.Connectivity) ? ReadPast(text, slot) : Place(text, slot, isWritten: false);
        return slot is { Owner: SlotOwner.Pre, Locality: Locality.Local } && arrays.Connectivity is SharedWeightConnectivity shared
            ? $"(pre < {text.Number(() => shared.PreSize)} ? {value} : {CPrinter.Literal(shared.Rule.Padding)})"
            : value;
    }

    /// <summary>Random numbers of a synapse.</summary>
    public RandomText Random(KernelText text) => new(text, projection.RandomObject, "element");

    /// <summary>The place of a slot that is not delayed.</summary>
    public string Place(KernelText text, Slot slot, bool isWritten)
    {
        var values = column(slot);
        var index = slot switch
        {
            { Owner: SlotOwner.Network } or { Locality: Locality.Global } => "0",
            { Owner: SlotOwner.Pre } => "pre",
            { Owner: SlotOwner.Post } => "post",
            { Locality: Locality.Semiglobal } => "dendrite",
            _ when values.Length == 1 => "0",
            _ => "slot",
        };
        return $"{text.Column(values, isWritten)}[{index}]";
    }

    private string ReadPast(KernelText text, Slot slot)
    {
        var connectivity = arrays.Connectivity;
        var past = projection.Pre.Whole.RequireHistory(slot.Name, connectivity.MaxDelay);
        var rows = text.Block(past, past.Source.Kind == AttributeKind.Real ? "REAL" : "INT", () => device.Memory.Of(past.Memory));
        var (head, stride) = (device.Clock.HeadOf(past, text), text.Number(() => past.Stride));
        var rank = slot.Locality == Locality.Global ? "0" : "pre";
        if (connectivity.UniformDelay is not null)
            return $"{rows}[(i64)({head} + {text.Number(() => connectivity.UniformDelay!.Value)} - 1) * {stride} + {rank}]";
        return connectivity.Order == StorageOrder.ByPost
            ? $"{rows}[(i64){head} * {stride} + cell]"
            : $"{rows}[(i64)({head} + {arrays.Delays(text)}[slot] - 1) * {stride} + {rank}]";
    }
}
