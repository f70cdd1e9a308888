namespace Annarchy.Gpu;

/// <summary>What drivers say of failures they have in common.</summary>
internal static class DriverMessages
{
    public const string Full = "the memory of the device is full; take a smaller network, single precision, or run it on the processor";

    public const string Lost =
        "the device does not answer any more; what it held is lost, so the network has to be built anew, on the processor if the device stays away";
}
