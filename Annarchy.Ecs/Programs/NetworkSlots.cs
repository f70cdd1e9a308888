namespace Annarchy.Programs;

/// <summary>The columns of one row that every network has.</summary>
internal static class NetworkSlots
{
    /// <summary>Time at the start of the step, ms.</summary>
    public static Slot Time { get; } = new(SlotOwner.Network, SlotNames.Time, Locality.Global, AttributeKind.Real);

    /// <summary>Duration of a step, ms.</summary>
    public static Slot TimeStep { get; } = new(SlotOwner.Network, SlotNames.TimeStep, Locality.Global, AttributeKind.Real);

    /// <summary>Number of the step in progress.</summary>
    public static Slot Step { get; } = new(SlotOwner.Network, SlotNames.Step, Locality.Global, AttributeKind.Integer);

    /// <summary>A constant of the network.</summary>
    public static Slot Constant(string name) => new(SlotOwner.Network, name, Locality.Global, AttributeKind.Real);
}
