namespace Annarchy.Models;

/// <summary>What connects rate-coded neurons when no synapse is given: the weighted sum of rates.</summary>
internal sealed class DefaultRateCodedSynapse() : Synapse(
    psp: "w * pre.r",
    name: "Default rate-coded synapse",
    description: "Weighted sum of firing rates.");
