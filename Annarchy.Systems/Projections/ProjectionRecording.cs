using Annarchy.Language;
using Annarchy.Monitors;

namespace Annarchy;

/// <content>Recording.</content>
public partial class Projection
{
    /// <summary>What records an attribute of a dendrite's synapses, or of all.</summary>
    /// <exception cref="ArgumentException">There is no such attribute.</exception>
    internal Recorder CreateRecorder(string variable, int? postRank)
    {
        if (Attributes.Contains(variable))
            return new SynapseRecorder(variable, this, postRank);
        var hint = NearestName.Find(variable, Attributes) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
        throw new ArgumentException(
            $"The synapses of projection {Label} have no variable '{variable}'.{hint} They have: {string.Join(", ", Attributes)}.");
    }
}
